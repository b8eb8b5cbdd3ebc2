using System.Diagnostics;
using System.Security.Cryptography;

namespace PaletteAI.Console.Architecture.Tests;

/// <summary>The editor of PaletteAI &gt; Values comes from the sources beside it, and from nowhere else.</summary>
public sealed class EditorBundleTests
{
    private const string Bundle = "wwwroot/js/values-editor.js";

    [Fact]
    public void The_bundle_is_the_one_that_was_made()
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(Repository.Root, Bundle))));

        Assert.Equal(Repository.Text("tools/editor/values-editor.sha256").Trim(), hash);
    }

    [Fact]
    public void Its_packages_are_pinned_by_hash_and_name_no_registry()
    {
        var locked = Repository.Text("tools/editor/package-lock.json");

        Assert.Contains("\"integrity\": \"sha512-", locked, StringComparison.Ordinal);
        Assert.DoesNotContain("\"resolved\"", locked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Building_it_again_gives_the_same_bytes()
    {
        using var build = Process.Start(new ProcessStartInfo(Path.Combine(Repository.Root, "tools", "editor", "build"), "--check") { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = await Task.WhenAll(build.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), build.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await build.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.SkipWhen(build.ExitCode == 2, "Node or the package registry is not there: the editor's bundle was not built again");

        Assert.True(build.ExitCode == 0, string.Join('\n', output));
    }
}
