using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using NetArchTest.Rules;

namespace PaletteAI.Console.Architecture.Tests;

/// <summary>Who may import whom, by the compiled types.</summary>
public sealed class TypeTests
{
    private const string Product = "PaletteAI.Console.";

    private static readonly Assembly _console = typeof(Components.App).Assembly;
    private static readonly Assembly _domain = typeof(Domain.Error).Assembly;
    private static readonly string[] _adapterNames = ["Appliance", "Hosts", "Kubernetes", "Kubeadm", "Storage"];
    private static readonly string[] _adaptersAndSandbox = [.. _adapterNames.Append("Sandbox").Select(a => Product + a)];

    public static TheoryData<string> Adapters => [.. Referenced().Where(a => _adapterNames.Contains(a[Product.Length..]))];

    public static TheoryData<string> AdaptersAndSandbox => [.. Referenced().Where(_adaptersAndSandbox.Contains)];

    [Theory]
    [InlineData("Features")]
    [InlineData("Components")]
    [InlineData("Cli")]
    [InlineData("Api")]
    public void Only_hosting_names_adapters(string part) => AssertNone(
        Types.InAssembly(_console).That().ResideInNamespace(Product + part).Should().NotHaveDependencyOnAny(_adaptersAndSandbox).GetResult());

    [Theory]
    [InlineData("Features")]
    [InlineData("Components")]
    [InlineData("Api")]
    public void Pages_and_api_do_not_know_how_they_are_hosted(string part) => AssertNone(
        Types.InAssembly(_console).That().ResideInNamespace(Product + part).Should().NotHaveDependencyOn(Product + "Hosting").GetResult());

    [Fact]
    public void Pages_reach_the_console_through_the_gateway_only() => AssertNone(
        Types.InAssembly(_console).That().ResideInNamespace(Product + "Features").And().DoNotResideInNamespace(Product + "Features.Access")
            .Should().NotHaveDependencyOnAny(Product + "Application.Operations.IOperationRunner", Product + "Application.Ports.IAppliance", Product + "Application.Ports.IAuditStore", Product + "Application.Ports.ISessionStore").GetResult());

    [Fact]
    public void The_domain_is_pure() => AssertNone(Types.InAssembly(_domain).Should().NotHaveDependencyOnAny(
    [
        .. FileTypes(), "System.Net.Http", "System.Net.Sockets", "System.Net.Dns", "System.TimeProvider", "System.Random", "System.Guid",
        "System.Diagnostics.Process", "System.Diagnostics.Stopwatch", "System.Threading.Tasks.Task", "System.Threading.Thread", "Microsoft.Extensions", "Microsoft.AspNetCore",
    ]).GetResult());

    [Theory]
    [MemberData(nameof(Adapters))]
    public void An_adapter_shows_nothing_but_how_to_add_it(string name)
    {
        var shown = Assembly.Load(name).GetExportedTypes();

        Assert.All(shown, t => Assert.True(IsRegistration(t) || t.Name.EndsWith("Options", StringComparison.Ordinal), $"{t} should be internal"));
    }

    [Theory]
    [MemberData(nameof(AdaptersAndSandbox))]
    public void Adapters_never_import_each_other(string name)
    {
        var imported = Assembly.Load(name).GetReferencedAssemblies().Select(a => a.Name);

        Assert.Empty(imported.Intersect(_adaptersAndSandbox.Except([name])));
    }

    [Fact]
    public void Every_page_asks_who_is_there_except_sign_in_and_the_error_page()
    {
        var pages = _console.GetTypes().Where(t => t.GetCustomAttributes<RouteAttribute>().Any()).ToArray();
        Assert.NotEmpty(pages);

        var open = pages.Where(p => p.GetCustomAttribute<AuthorizeAttribute>() is null || p.GetCustomAttribute<AllowAnonymousAttribute>() is not null);

        Assert.Equal(["/error", "/sign-in"], open.SelectMany(p => p.GetCustomAttributes<RouteAttribute>()).Select(r => r.Template).Order());
    }

    [Fact]
    public void No_address_is_served_by_two_pages()
    {
        var routes = _console.GetTypes().SelectMany(t => t.GetCustomAttributes<RouteAttribute>()).Select(r => r.Template).ToArray();

        Assert.Equal(routes.Length, routes.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    private static IEnumerable<string> Referenced() =>
        _console.GetReferencedAssemblies().Select(a => a.Name!).Where(n => n.StartsWith(Product, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    // Reading and writing of text in memory and of resources in the assembly is no I/O.
    private static IEnumerable<string> FileTypes() => typeof(File).Assembly.GetExportedTypes()
        .Where(t => t.Namespace == "System.IO" && t != typeof(Stream) && t != typeof(TextReader) && t != typeof(StringReader) && t != typeof(TextWriter) && t != typeof(StringWriter))
        .Select(t => t.FullName!);

    private static bool IsRegistration(Type type) =>
        type is { IsAbstract: true, IsSealed: true } && type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).All(m => m.Name.StartsWith("Add", StringComparison.Ordinal));

    private static void AssertNone(NetArchTest.Rules.TestResult result) => Assert.Empty(result.FailingTypeNames ?? []);
}
