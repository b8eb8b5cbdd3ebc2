using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Application.Operations;

/// <summary>An output that is a file with credentials in it: the API streams it, nothing else ever serializes it.</summary>
/// <param name="FileName">Name offered to the browser.</param>
/// <param name="ContentType">Media type.</param>
/// <param name="Content">The file's text.</param>
public sealed record FileDownload(string FileName, string ContentType, Secret Content)
{
    /// <summary>The file when it is no text; empty = <see cref="Content"/> is the file.</summary>
    public ReadOnlyMemory<byte> Bytes { get; init; }
}

/// <summary>An output of which one part is a file; the API streams that file.</summary>
public interface IHasFile
{
    /// <summary>The file.</summary>
    FileDownload File { get; }
}
