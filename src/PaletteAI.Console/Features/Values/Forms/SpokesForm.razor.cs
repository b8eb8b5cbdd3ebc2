using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using PaletteAI.Console.Application.Operations.Values;
using PaletteAI.Console.Components;
using PaletteAI.Console.Components.Kit;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Values.Editing;
using PaletteAI.Console.Domain.Values.Forms;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Features.Values.Forms;

/// <summary>Fleet spokes.</summary>
public sealed partial class SpokesForm
{
    private static readonly SelectOption[] _ways = [new("secret", "A Secret holds its kubeconfig"), new("hub", "It is the hub itself")];

    private ImmutableArray<SpokeForm> _spokes = [];
    private SpokeForm? _form;
    private string _check = "";
    private bool _isThere;

    [Inject] public required IOperationGateway Gateway { get; init; }

    protected override void Show(ValueMap user)
    {
        _spokes = SpokeForms.List(user);
        _form = _form?.Index is { } index ? _spokes.FirstOrDefault(s => s.Index == index) : null;
    }

    private void Add()
    {
        (_form, _check) = (new SpokeForm(), "");
        Touch();
    }

    private void Edit(SpokeForm spoke) => (_form, _check) = (spoke, "");

    private Task RemoveAsync(SpokeForm spoke) => ApplyAsync(
        user => Result<ImmutableArray<ValueEdit>>.Success(SpokeForms.Remove(user, spoke.Index!.Value)), $"{spoke.Name} is gone from the text. Its objects stay in the cluster.");

    private void Change(SpokeForm form)
    {
        _form = form;
        Touch();
    }

    private async Task SecretChangedAsync(string name)
    {
        Change(_form! with { SecretName = name });
        (_check, _isThere) = ("", false);
        if (name.Trim().Length == 0)
        {
            return;
        }

        var found = await Gateway.RunAsync(new FindSpokeSecret(name.Trim()));
        (_isThere, _check) = found switch
        {
            { IsSuccess: false } => (false, $"Whether the Secret exists is not known: {found.Error.Message}"),
            { Value.IsThere: true } => (true, $"The Secret exists in {string.Join(", ", found.Value.Namespaces)}."),
            _ => (false, "The cluster has no Secret of this name yet: the spoke cannot be reached until there is one."),
        };
    }

    private async Task SaveAsync()
    {
        var form = _form!;
        if (await ApplyAsync(user => SpokeForms.Edits(user, form), $"{form.Name.Trim()} is in the text."))
        {
            _form = null;
        }
    }

    private Task CloseAsync()
    {
        _form = null;
        return ReadAsync();
    }
}
