using System.Text.RegularExpressions;

namespace PaletteAI.Console.Architecture.Tests;

/// <summary>What the source files themselves must be like.</summary>
public sealed partial class SourceTests
{
    private const int LongestFile = 400;

    [Fact]
    public void No_file_is_longer_than_400_lines()
    {
        var tooLong = Repository.Files(".cs", ".razor", ".css", ".js", ".sql").Where(f => File.ReadLines(Path.Combine(Repository.Root, f)).Count() > LongestFile);

        Assert.Empty(tooLong);
    }

    [Fact]
    public void No_file_names_a_folder_of_the_machine_it_was_written_on()
    {
        var files = Repository.Files(".cs", ".razor", ".css", ".js", ".json", ".md", ".csproj", ".props", ".sln", "")
            .Where(f => !f.Contains("/cases/", StringComparison.Ordinal) && !f.StartsWith("tests/support/", StringComparison.Ordinal) && !f.EndsWith(nameof(SourceTests) + ".cs", StringComparison.Ordinal));

        Assert.DoesNotContain(files, f => MachinePath().IsMatch(Repository.Text(f)));
    }

    [Fact]
    public void Nothing_is_fetched_from_outside()
    {
        var pages = Repository.Files(".razor", ".css", ".js", ".html").Where(f => f.StartsWith("wwwroot", StringComparison.Ordinal) || f.StartsWith("src", StringComparison.Ordinal));

        Assert.DoesNotContain(pages, f => OutsideAddress().IsMatch(Repository.Text(f)));
    }

    [Fact]
    public void Every_file_the_document_names_is_there()
    {
        var named = Asset().Matches(Repository.Text("src/PaletteAI.Console/Components/App.razor")).Select(m => m.Groups[1].Value)
            .Where(a => !a.StartsWith('_')).ToArray();
        Assert.NotEmpty(named);

        Assert.DoesNotContain(named, a => !File.Exists(Path.Combine(Repository.Root, "wwwroot", a)));
    }

    [Fact]
    public void Every_style_sheet_is_used()
    {
        var document = Repository.Text("src/PaletteAI.Console/Components/App.razor");

        Assert.DoesNotContain(Repository.Files(".css"), f => f.StartsWith("wwwroot", StringComparison.Ordinal) && !document.Contains(Path.GetRelativePath("wwwroot", f), StringComparison.Ordinal));
    }

    [Fact]
    public void Colours_come_from_the_tokens_alone()
    {
        var styles = Repository.Files(".css").Where(f => f.StartsWith("wwwroot/css", StringComparison.Ordinal));

        Assert.DoesNotContain(styles, f => Colour().IsMatch(Repository.Text(f)));
    }

    [Fact]
    public void No_test_sleeps_or_is_switched_off()
    {
        var tests = Repository.Files(".cs").Where(f => f.StartsWith("tests", StringComparison.Ordinal) && !f.Contains("Architecture", StringComparison.Ordinal));

        Assert.DoesNotContain(tests, f => Idle().IsMatch(Repository.Text(f)));
    }

    // Every iterator's compiled form names System.Environment, so that this one is looked for in the source.
    [Fact]
    public void The_domain_reads_no_environment()
    {
        var domain = Repository.Files(".cs").Where(f => f.StartsWith("src/PaletteAI.Console.Domain/", StringComparison.Ordinal));

        Assert.DoesNotContain(domain, f => EnvironmentUse().IsMatch(Repository.Text(f)));
    }

    [Fact]
    public void Nothing_is_left_to_do()
    {
        var sources = Repository.Files(".cs", ".razor", ".js", ".css").Where(f => f.StartsWith("src", StringComparison.Ordinal) || f.StartsWith("wwwroot", StringComparison.Ordinal));

        Assert.DoesNotContain(sources, f => Unfinished().IsMatch(Repository.Text(f)));
    }

    [GeneratedRegex(@"(?<![\w.$}])/(home|Users)/[a-z]+/|(?<![\w.$}])/root/|[A-Z]:\\Users", RegexOptions.CultureInvariant)]
    private static partial Regex MachinePath();

    [GeneratedRegex("""(src|href|action)\s*=\s*["']https?://|url\(\s*["']?https?://|@import|fetch\(\s*["'`]https?://|import\(\s*["'`]https?://""", RegexOptions.CultureInvariant)]
    private static partial Regex OutsideAddress();

    [GeneratedRegex("""@Assets\["([^"]+)"\]""", RegexOptions.CultureInvariant)]
    private static partial Regex Asset();

    [GeneratedRegex(@":[^;{}]*#[0-9a-fA-F]{3,8}\b|\b(rgba?|hsla?)\(", RegexOptions.CultureInvariant)]
    private static partial Regex Colour();

    [GeneratedRegex(@"Thread\.Sleep|\[(Fact|Theory)\([^)]*Skip\s*=", RegexOptions.CultureInvariant)]
    private static partial Regex Idle();

    [GeneratedRegex(@"(?<![\w.])Environment\.[A-Z]", RegexOptions.CultureInvariant)]
    private static partial Regex EnvironmentUse();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b|NotImplementedException", RegexOptions.CultureInvariant)]
    private static partial Regex Unfinished();
}
