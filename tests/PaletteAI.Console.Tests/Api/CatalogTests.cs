using System.CommandLine;
using PaletteAI.Console.Api;
using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Cli;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Testing.Fakes;

namespace PaletteAI.Console.Tests.Api;

/// <summary>Every operation can be reached by every way in, or says why not.</summary>
public sealed class CatalogTests
{
    public static TheoryData<string> Operations => [.. OperationCatalog.Default.All.Select(o => o.Name)];

    [Theory]
    [MemberData(nameof(Operations))]
    public void An_operation_has_a_handler_a_route_and_a_twin_or_a_reason(string name)
    {
        var operation = OperationCatalog.Default.All.Single(o => o.Name == name);
        Assert.NotNull(operation.Handler);
        Assert.True(Enum.IsDefined(operation.Permission) && Enum.IsDefined(operation.Audit));
        if (operation.BrowserOnlyBecause.Length > 0)
        {
            Assert.EndsWith(".", operation.BrowserOnlyBecause, StringComparison.Ordinal);
        }
        else
        {
            Assert.True(operation.Path.StartsWith("/api/v1/", StringComparison.Ordinal), $"{name} has no API route");
            Assert.True(operation.Cli.Length > 0, $"{name} has no command-line twin");
        }

        Assert.True(operation.Path.Length == 0 || operation.Method is "GET" or "POST" or "PUT" or "DELETE", $"{name}: {operation.Method}");
        Assert.True(operation.Method != "GET" || operation.Audit != AuditMode.IntentAndOutcome, $"{name} changes something and is a GET");
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void A_command_line_twin_exists(string name)
    {
        var operation = OperationCatalog.Default.All.Single(o => o.Name == name);
        if (operation.Cli.Length == 0)
        {
            return;
        }

        Command at = CommandLine.CreateTree(new Terminal(() => Stream.Null, TextWriter.Null, TextWriter.Null, new ManualTime(), _ => null));
        foreach (var word in operation.Cli.Split(' '))
        {
            at = at.Subcommands.SingleOrDefault(c => c.Name == word) ?? throw new Xunit.Sdk.XunitException($"{name}: there is no verb {operation.Cli}");
        }
    }

    [Fact]
    public void No_two_operations_share_a_route() =>
        Assert.Empty(OperationCatalog.Default.All.Where(o => o.Path.Length > 0).GroupBy(o => (o.Method, o.Path)).Where(g => g.Count() > 1).Select(g => g.Key));

    [Fact]
    public void Every_kind_of_error_has_a_status_and_an_exit_code_of_its_group()
    {
        foreach (var kind in Enum.GetValues<ErrorKind>())
        {
            var (status, exit) = (Problem.StatusOf(kind), ExitCode.Of(new Error(kind, "x", "x")));
            Assert.InRange(status, 400, 599);
            Assert.Equal(exit, kind switch
            {
                ErrorKind.Usage or ErrorKind.Internal => 1,
                ErrorKind.Invalid => 2,
                ErrorKind.RemoteFailed or ErrorKind.RemoteTimeout => 4,
                _ => 3,
            });
        }
    }
}
