using Microsoft.AspNetCore.Components;

namespace PaletteAI.Console.Components.Kit;

/// <summary>A column of a <see cref="DataTable{T}"/>.</summary>
/// <param name="Key">Stable name in the URL.</param>
/// <param name="Title">Heading.</param>
/// <param name="Text">Text of a cell; what the filter searches and, without <see cref="SortBy"/>, what is sorted.</param>
public sealed record DataColumn<T>(string Key, string Title, Func<T, string> Text)
{
    /// <summary>What is drawn; null = the text.</summary>
    public RenderFragment<T>? Cell { get; init; }

    /// <summary>What is compared when sorted; null = the text.</summary>
    public Func<T, IComparable?>? SortBy { get; init; }

    /// <summary>Whether it can be sorted.</summary>
    public bool Sortable { get; init; } = true;

    /// <summary>Numbers are aligned to the right.</summary>
    public bool Number { get; init; }

    /// <summary>Names, addresses and keys are shown in the monospace.</summary>
    public bool Mono { get; init; }
}
