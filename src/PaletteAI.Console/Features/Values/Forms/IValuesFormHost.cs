using System.Collections.Immutable;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Values.Editing;
using PaletteAI.Console.Domain.Values.Managed;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Features.Values.Forms;

/// <summary>What forms need of the page: the values as they are in the text, and a way to change the text.</summary>
public interface IValuesFormHost
{
    /// <summary>What the installer knows besides; null when it is not known.</summary>
    InstallerContext? Installer { get; }

    /// <summary>Version of the text that was analysed last.</summary>
    int TextVersion { get; }

    /// <summary>The user's values now; null while the text cannot be read.</summary>
    Task<ValueMap?> ReadAsync();

    /// <summary>Brings a form into the text, where it can be undone.</summary>
    /// <param name="edits">The edits for the values as they are then; the findings of an error name fields of the form.</param>
    /// <returns>Null when it is done.</returns>
    Task<Error?> ApplyAsync(Func<ValueMap, Result<ImmutableArray<ValueEdit>>> edits);
}
