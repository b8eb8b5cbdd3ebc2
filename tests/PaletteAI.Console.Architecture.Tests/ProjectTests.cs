using System.Text.Json;
using System.Xml.Linq;

namespace PaletteAI.Console.Architecture.Tests;

/// <summary>Who may import whom, and which packages, by the project files.</summary>
public sealed class ProjectTests
{
    private static readonly string[] _adapter = ["Domain", "Application"];

    private static readonly Dictionary<string, string[]> _mayImport = new(StringComparer.Ordinal)
    {
        ["Domain"] = [],
        ["Application"] = ["Domain"],
        ["Appliance"] = _adapter,
        ["Hosts"] = _adapter,
        ["Kubernetes"] = _adapter,
        ["Kubeadm"] = _adapter,
        ["Storage"] = _adapter,
        ["Sandbox"] = ["Domain"],
        [""] = ["Domain", "Application", "Appliance", "Hosts", "Kubernetes", "Kubeadm", "Storage", "Sandbox"],
    };

    /// <summary>Packages whose place in the product is fixed. What is not listed may be used by any project but Domain.</summary>
    private static readonly Dictionary<string, string[]> _placeOf = new(StringComparer.Ordinal)
    {
        ["BCrypt.Net-Next"] = ["Application", ""],
        ["DiffPlex"] = ["Application"],
        ["KubernetesClient"] = ["Kubernetes"],
        ["Microsoft.Data.Sqlite"] = ["Storage"],
        ["MudBlazor"] = [""],
        ["SSH.NET"] = ["Hosts"],
        ["System.CommandLine"] = [""],
    };

    public static TheoryData<string> SourceProjects => [.. Repository.Projects("src")];

    public static TheoryData<string> AllProjects => [.. Repository.Projects("src"), .. Repository.Projects("tests")];

    [Theory]
    [MemberData(nameof(SourceProjects))]
    public void Arrows_point_one_way(string project)
    {
        var imported = Repository.Items(project, "ProjectReference").Select(ShortName);

        Assert.Subset(_mayImport[ShortName(project)].ToHashSet(), imported.ToHashSet());
    }

    [Fact]
    public void The_domain_needs_no_packages_but_three() =>
        Assert.Subset(new HashSet<string> { "YamlDotNet", "FluentValidation", "Cronos" }, Repository.Items(Project("Domain"), "PackageReference").ToHashSet());

    [Theory]
    [MemberData(nameof(SourceProjects))]
    public void Packages_stand_in_the_project_that_uses_them(string project)
    {
        var misplaced = Repository.Items(project, "PackageReference").Where(p => _placeOf.TryGetValue(p, out var places) && !places.Contains(ShortName(project)));

        Assert.Empty(misplaced);
    }

    [Theory]
    [MemberData(nameof(AllProjects))]
    public void Versions_are_pinned_in_one_place_and_in_the_lock_file(string project)
    {
        var references = XDocument.Load(project).Descendants("PackageReference").ToArray();
        Assert.All(references, r => Assert.Null(r.Attribute("Version") ?? r.Attribute("VersionOverride")));
        var locked = Locked(Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json"));
        Assert.All(references, r => Assert.Equal(Pins()[(string)r.Attribute("Include")!], locked.GetValueOrDefault((string)r.Attribute("Include")!)));
    }

    [Fact]
    public void No_pin_floats() => Assert.All(Pins().Values, v => Assert.Matches(@"\A\d+(\.\d+){1,3}\z", v));

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = Repository.Text("PaletteAI.Console.sln").Replace('\\', '/');

        Assert.All(AllProjects, p => Assert.Contains(Path.GetRelativePath(Repository.Root, p.Data), solution, StringComparison.Ordinal));
    }

    private static string Project(string name) => Repository.Projects("src").Single(p => ShortName(p) == name);

    /// <summary>What follows the product's name; empty for the executable.</summary>
    private static string ShortName(string project) =>
        Path.GetFileNameWithoutExtension(project.Replace('\\', '/'))["PaletteAI.Console".Length..].TrimStart('.');

    private static Dictionary<string, string> Pins() => XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props"))
        .Descendants("PackageVersion").ToDictionary(v => (string)v.Attribute("Include")!, v => (string)v.Attribute("Version")!);

    private static Dictionary<string, string> Locked(string lockFile)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(lockFile));
        var framework = document.RootElement.GetProperty("dependencies").GetProperty("net10.0");
        return framework.EnumerateObject().Where(p => p.Value.TryGetProperty("resolved", out _)).ToDictionary(p => p.Name, p => p.Value.GetProperty("resolved").GetString()!);
    }
}
