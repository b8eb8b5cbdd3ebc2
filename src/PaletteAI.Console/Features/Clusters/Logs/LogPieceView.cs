using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using PaletteAI.Console.Application.Clusters.Logs;
using PaletteAI.Console.Components;

namespace PaletteAI.Console.Features.Clusters.Logs;

/// <summary>A piece of a log. It is rendered again only when its lines, the search or the times change.</summary>
public sealed class LogPieceView : ComponentBase
{
    private (ImmutableArray<LogLine> Lines, string Search, bool Times) _shown;

    /// <summary>The lines.</summary>
    [Parameter, EditorRequired] public ImmutableArray<LogLine> Lines { get; set; } = [];

    /// <summary>Only lines with this text, any case; empty = all.</summary>
    [Parameter] public string Search { get; set; } = "";

    /// <summary>Whether each line begins with its time.</summary>
    [Parameter] public bool Times { get; set; }

    [Inject] public required Preferences Preferences { get; init; }

    protected override bool ShouldRender()
    {
        var next = (Lines, Search, Times);
        var isNew = next != _shown;
        _shown = next;
        return isNew;
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        _shown = (Lines, Search, Times);
        builder.OpenElement(0, "div");
        builder.AddAttribute(1, "class", "log-piece");
        foreach (var line in Lines)
        {
            if (Search.Length == 0 || line.Text.Contains(Search, StringComparison.OrdinalIgnoreCase))
            {
                Write(builder, line);
            }
        }

        builder.CloseElement();
    }

    private void Write(RenderTreeBuilder builder, LogLine line)
    {
        builder.OpenElement(2, "div");
        if (Times && line.At is { } at)
        {
            builder.OpenElement(3, "span");
            builder.AddAttribute(4, "class", "muted log-time");
            builder.AddContent(5, Preferences.Absolute(at));
            builder.CloseElement();
        }

        var from = 0;
        for (var found = Find(line.Text, from); found >= 0; found = Find(line.Text, from))
        {
            builder.AddContent(6, line.Text[from..found]);
            builder.OpenElement(7, "mark");
            builder.AddContent(8, line.Text.Substring(found, Search.Length));
            builder.CloseElement();
            from = found + Search.Length;
        }

        builder.AddContent(9, from == 0 && line.Text.Length == 0 ? " " : line.Text[from..]);
        builder.CloseElement();
    }

    private int Find(string text, int from) => Search.Length == 0 ? -1 : text.IndexOf(Search, from, StringComparison.OrdinalIgnoreCase);
}
