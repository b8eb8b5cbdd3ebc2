using FluentValidation;
using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;
using PaletteAI.Console.Domain.Hosts.Diagnostics;

namespace PaletteAI.Console.Application.Operations.Diagnostics;

/// <summary>Lets a host try the way to a target.</summary>
/// <param name="Host">Id or address of the host.</param>
/// <param name="Kind"><c>ping</c>, <c>port</c> or <c>dns</c>.</param>
/// <param name="Target">Name or address.</param>
/// <param name="Port">Port, with <c>port</c> only.</param>
[Operation("diagnostics.run", Permission.OperateInstaller, AuditMode.Outcome, Route = "POST /api/v1/diagnostics", TimeoutSeconds = 90)]
[BrowserOnly("On the command line the same is one ssh command.")]
public sealed record RunDiagnostic(string Host, string Kind, string Target, int Port = 0) : IOperation<DiagnosticResult>
{
    /// <inheritdoc/>
    public string Subject => $"{Kind} from {Host} to {Target}{(Port > 0 ? $":{Port}" : "")}";
}

internal sealed class RunDiagnosticShape : AbstractValidator<RunDiagnostic>
{
    private static readonly string[] _kinds = ["ping", "port", "dns"];

    public RunDiagnosticShape()
    {
        RuleFor(x => x.Host).NotEmpty().MaximumLength(253);
        RuleFor(x => x.Kind).Must(k => _kinds.Contains(k, StringComparer.Ordinal)).WithMessage("Choose ping, port or dns.");
        RuleFor(x => x.Target).HostAddress();
        // Never an option of a program, whatever counts as a name.
        RuleFor(x => x.Target).Must(t => !t.StartsWith('-')).WithMessage("Give an address or a host name.").When(x => x.Target is not null && Uri.CheckHostName(x.Target) != UriHostNameType.Unknown);
        When(x => x.Kind == "port", () => RuleFor(x => x.Port).Port());
    }
}

internal sealed class RunDiagnosticHandler(HostDirectory directory, DiagnosticDesk desk, IHostChannels channels) : IOperationHandler<RunDiagnostic, DiagnosticResult>
{
    public async Task<Result<DiagnosticResult>> HandleAsync(RunDiagnostic input, OperationContext context, CancellationToken ct)
    {
        var hosts = await directory.OpenAsync([input.Host], context, ct);
        if (!hosts.IsSuccess)
        {
            return hosts.Error;
        }

        var host = hosts.Value[0];
        var port = input.Kind == "port" ? input.Port : 0;
        var ran = await host.Channel.RunAsync(
            new HostCommand(["/bin/sh", "-c", DiagnosticScript.Text, "palette", input.Kind, input.Target, port.ToString(System.Globalization.CultureInfo.InvariantCulture)]) { TimeLimit = TimeSpan.FromSeconds(30) }, ct);
        if (!ran.IsSuccess)
        {
            return ran.Error;
        }

        var output = (ran.Value.Text.Trim() + "\n" + ran.Value.Errors.Trim()).Trim();
        var worked = ran.Value.ExitCode == 0;
        var result = new DiagnosticResult(host.Name, input.Kind, input.Target, port, worked, Sentence(input, port, worked, output), output, ran.Value.SentAt, ran.Value.Took, channels.IsSimulated);
        desk.Add(result);
        return result;
    }

    private static string Sentence(RunDiagnostic input, int port, bool worked, string output) => (input.Kind, worked) switch
    {
        ("ping", true) => $"{input.Target} answers ping.",
        ("ping", false) => $"{input.Target} does not answer ping.",
        ("port", true) => $"Port {port} of {input.Target} is open.",
        ("port", false) when output.StartsWith("refused", StringComparison.Ordinal) => $"{input.Target} refuses port {port}: somebody is there, and nobody listens.",
        ("port", false) when output.StartsWith("silent", StringComparison.Ordinal) => $"Port {port} of {input.Target} stays silent: nobody is there, or a firewall drops it.",
        ("port", false) => $"Port {port} of {input.Target} cannot be reached: {output.Split('\n')[0]}.",
        (_, true) => $"{input.Target} is found by name.",
        _ => $"{input.Target} is not found by name.",
    };
}
