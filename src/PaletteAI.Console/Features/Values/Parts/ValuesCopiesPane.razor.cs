using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using PaletteAI.Console.Application.Operations.Values;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Application.Values;
using PaletteAI.Console.Components;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Features.Values.Parts;

/// <summary>Every host's copy, and what was saved before.</summary>
public sealed partial class ValuesCopiesPane
{
    private readonly SortedSet<long> _picked = [];
    private ImmutableArray<ValuesRevision>? _revisions;
    private ValuesComparison? _comparison;
    private Error? _problem;
    private DateTimeOffset _readFor;

    /// <summary>Hosts and authority.</summary>
    [Parameter, EditorRequired] public ValuesFileState State { get; set; } = default!;

    /// <summary>The hosts are to be read again.</summary>
    [Parameter] public EventCallback OnRefresh { get; set; }

    /// <summary>A revision, by hash, is to be put into the text.</summary>
    [Parameter] public EventCallback<string> OnRestore { get; set; }

    [Inject] public required IOperationGateway Gateway { get; init; }

    protected override async Task OnParametersSetAsync()
    {
        if (_readFor == State.TakenAt)
        {
            return;
        }

        _readFor = State.TakenAt;
        var read = await Gateway.RunAsync(new ListValuesRevisions(), background: true);
        _problem = read.Error;
        _revisions = read.IsSuccess ? read.Value : _revisions;
    }

    private async Task Pick(long number)
    {
        if (!_picked.Remove(number))
        {
            _picked.Add(number);
        }

        if (_picked.Count > 2)
        {
            _picked.Remove(_picked.First(n => n != number));
        }

        _comparison = null;
        if (_picked.Count == 2)
        {
            var compared = await Gateway.RunAsync(new CompareValuesRevisions(HashOf(_picked.Min), HashOf(_picked.Max)));
            (_comparison, _problem) = (compared.IsSuccess ? compared.Value : null, compared.Error);
        }
    }

    private string HashOf(long number) => _revisions!.Value.First(r => r.Number == number).Sha256;

    private static string Words(ValuesRevision revision) => revision.Kind switch
    {
        ValuesRevisionKind.Shipped => "first seen, taken for the shipped file,",
        ValuesRevisionKind.Found => "found, written by somebody else,",
        ValuesRevisionKind.Saved => $"saved by {revision.Author}",
        _ => "",
    };

    private static string HostWords(ValuesRevision revision) => string.Join(", ", revision.Hosts.Select(h => h.State switch
    {
        ValuesWriteState.Failed => $"not on {h.Name}",
        ValuesWriteState.Pending => $"unfinished on {h.Name}",
        _ => h.Name,
    }));
}
