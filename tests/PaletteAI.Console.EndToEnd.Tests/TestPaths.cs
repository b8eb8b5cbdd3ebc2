namespace PaletteAI.Console.EndToEnd.Tests;

/// <summary>Places of the repository and of what a run leaves behind.</summary>
internal static class TestPaths
{
    public static string Repository { get; } = FindRepository();

    public static string Screenshots
    {
        get
        {
            var artifacts = Environment.GetEnvironmentVariable("PALETTE_TEST_ARTIFACTS");
            var folder = Path.Combine(string.IsNullOrEmpty(artifacts) ? Path.Combine(Repository, "artifacts") : artifacts, "screenshots");
            Directory.CreateDirectory(folder);
            return folder;
        }
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PaletteAI.Console.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("the repository's folder was not found above the test program");
    }
}
