using PaletteAI.Console.Domain.Values.Views;

namespace PaletteAI.Console.Features.Values.Parts;

/// <summary>Name and shape of where a value comes from; the colour is the style sheet's.</summary>
/// <param name="Key">Name for the style sheet.</param>
/// <param name="Word">The word.</param>
/// <param name="Shape">SVG path in a 12 × 12 box.</param>
public sealed record SourceLook(string Key, string Word, string Shape)
{
    /// <summary>All, in the order of the legend.</summary>
    public static IReadOnlyList<RowSource> All { get; } = [RowSource.Yours, RowSource.Runtime, RowSource.Enforced, RowSource.ChartDefault, RowSource.Mixed];

    /// <summary>The look of a source.</summary>
    public static SourceLook Of(RowSource source) => source switch
    {
        RowSource.Yours => new("yours", "Yours", "M6 1.500a4.500 4.500 0 1 0 0 9a4.500 4.500 0 1 0 0-9Z"),
        RowSource.Runtime => new("runtime", "Runtime", "M6 .8 11.200 6 6 11.200 .8 6Z"),
        RowSource.Enforced => new("enforced", "Enforced", "M1.500 1.500h9v9h-9Z"),
        RowSource.ChartDefault => new("chart", "Chart default", "M6 1a5 5 0 1 0 0 10a5 5 0 1 0 0-10Zm0 1.500a3.500 3.500 0 1 1 0 7a3.500 3.500 0 1 1 0-7Z"),
        RowSource.Mixed => new("mixed", "Several", "M1 2.500h10V4H1Zm0 2.800h10v1.500H1Zm0 2.800h10v1.500H1Z"),
        _ => throw new ArgumentOutOfRangeException(nameof(source)),
    };
}
