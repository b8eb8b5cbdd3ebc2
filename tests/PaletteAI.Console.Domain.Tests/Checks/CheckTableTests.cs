using System.Text;
using PaletteAI.Console.Domain.Checks;
using PaletteAI.Console.Domain.Checks.Hosts;
using PaletteAI.Console.Domain.Hosts.Facts;

namespace PaletteAI.Console.Domain.Tests.Checks;

public sealed class CheckTableTests
{
    [Fact]
    public void Ids_are_unique_and_every_row_says_why_and_what_to_do()
    {
        Assert.Equal(CheckTable.All.Length, CheckTable.All.Select(c => c.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.All(CheckTable.All, c =>
        {
            Assert.Matches(@"\A[a-z]+(-[a-z]+)*\z", c.Id);
            Assert.NotEmpty(c.Why);
            Assert.NotEmpty(c.Fix);
            Assert.NotEmpty(c.Fields);
        });
    }

    [Fact]
    public void Ids_of_host_checks_are_unique_too_and_name_parts_that_scripts_print()
    {
        Assert.Empty(HostCheckTable.All.Select(c => c.Id).Concat(CheckTable.All.Select(c => c.Id)).GroupBy(i => i).Where(g => g.Count() > 1).Select(g => g.Key));
        Assert.All(HostCheckTable.All, c =>
        {
            Assert.Matches(@"\A[a-z]+(-[a-z]+)*\z", c.Id);
            Assert.NotEmpty(c.Why);
            Assert.NotEmpty(c.Fix);
            Assert.True(c.GoodFor > TimeSpan.Zero);
            Assert.All(c.Evidence, part => Assert.Contains(part, c.IsProbe ? ProbeScript.Text : FactScript.Text, StringComparison.Ordinal));
        });
    }

    /// <summary>The page is generated: run with PALETTE_WRITE_DOCS=1 to write it.</summary>
    [Fact]
    public void The_page_on_checks_is_the_table()
    {
        var text = new StringBuilder("# Checks before Deploy\n\nGenerated from `src/PaletteAI.Console.Domain/Checks/CheckTable.cs`. A check whose facts are missing is pending, never passed.\n\n| Id | About | Blocks | May be set aside | Why it matters | What to do |\n|---|---|---|---|---|---|\n");
        foreach (var check in CheckTable.All)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| `{check.Id}` | {string.Join(", ", check.Fields.Select(f => $"`{f.TrimEnd('.')}`"))} | {(check.Severity == Severity.Error ? "yes" : "no")} | {(check.Ignorable ? "yes" : "no")} | {check.Why} | {check.Fix} |\n");
        }

        text.Append("\n## Checks of the hosts themselves\n\nFrom `src/PaletteAI.Console.Domain/Checks/Hosts/HostCheckTable.cs`, over SSH, one result for each host. A host that cannot be asked has one more row, whose id is the problem's code.\n\n| Id | About | Blocks | May be set aside | Good for | Why it matters | What to do |\n|---|---|---|---|---|---|---|\n");
        foreach (var check in HostCheckTable.All)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| `{check.Id}` | {string.Join(", ", check.Fields.Select(f => $"`{f.TrimEnd('.')}`"))} | {(check.Severity == Severity.Error ? "yes" : "no")} | {(check.Ignorable ? "yes" : "no")} | {check.GoodFor.TotalMinutes:0} min | {check.Why} | {check.Fix} |\n");
        }

        var page = Path.Combine(Repository(), "docs", "checks.md");
        if (Environment.GetEnvironmentVariable("PALETTE_WRITE_DOCS") == "1")
        {
            File.WriteAllText(page, text.ToString());
        }

        Assert.Equal(text.ToString(), File.ReadAllText(page));
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "PaletteAI.Console.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
