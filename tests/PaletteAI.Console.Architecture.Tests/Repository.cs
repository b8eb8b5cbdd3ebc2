using System.Xml.Linq;

namespace PaletteAI.Console.Architecture.Tests;

/// <summary>The source tree these tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] _notOurs = ["obj", "bin", ".git", ".data", "artifacts", "node_modules"];

    public static string Root { get; } = FindRoot();

    /// <summary>Projects below a folder of the root, by name.</summary>
    public static IEnumerable<string> Projects(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.csproj", SearchOption.AllDirectories).Where(IsOurs).Order(StringComparer.Ordinal);

    /// <summary>Files of these extensions, relative to the root.</summary>
    public static IEnumerable<string> Files(params string[] extensions) =>
        Directory.EnumerateFiles(Root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Where(f => IsOurs(f) && extensions.Contains(Path.GetExtension(f)))
            .Select(f => Path.GetRelativePath(Root, f))
            .Order(StringComparer.Ordinal);

    public static string Text(string relative) => File.ReadAllText(Path.Combine(Root, relative));

    /// <summary>Names in an item of a project file, e.g. <c>PackageReference</c>.</summary>
    public static IReadOnlyList<string> Items(string project, string item) =>
        [.. XDocument.Load(project).Descendants(item).Select(e => (string?)e.Attribute("Include") ?? "")];

    private static bool IsOurs(string file) => !Path.GetRelativePath(Root, file).Split(Path.DirectorySeparatorChar).Intersect(_notOurs).Any();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PaletteAI.Console.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the source tree.");
    }
}
