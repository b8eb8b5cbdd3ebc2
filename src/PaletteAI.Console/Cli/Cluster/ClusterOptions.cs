using System.CommandLine;
using System.Text;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Probes;

namespace PaletteAI.Console.Cli.Cluster;

/// <summary>Options of the verbs about a running cluster.</summary>
internal sealed class ClusterOptions
{
    /// <summary>A kubeconfig is a few KB; more is something else.</summary>
    private const int LargestKubeconfig = 1 << 20;

    private readonly Option<string?> _kubeconfig = new("--kubeconfig") { Description = "Kubeconfig of the cluster; - reads standard input. Without it the appliance's cluster is meant.", HelpName = "FILE" };
    private readonly Option<string> _installer = new("--installer")
    {
        Description = "The installer's CronJob, if it is not found by what it mounts and selects.", HelpName = "NAMESPACE/NAME", DefaultValueFactory = _ => "",
    };

    private readonly Option<string> _domain = new("--domain") { Description = "Root domain of the endpoints.", HelpName = "NAME", DefaultValueFactory = _ => "" };
    private readonly Option<string> _vip = new("--vip") { Description = "Virtual IP; without it the address in the kubeconfig is taken.", HelpName = "ADDRESS", DefaultValueFactory = _ => "" };
    private readonly Option<int> _port = new("--https-port") { Description = "Port of the endpoints.", HelpName = "N", DefaultValueFactory = _ => 443 };

    /// <summary>Adds the options every such verb has.</summary>
    public void AddTo(Command command) => command.Add(_kubeconfig);

    /// <summary>Adds the option that names the installer.</summary>
    public ClusterOptions AddInstallerTo(Command command)
    {
        command.Add(_installer);
        return this;
    }

    /// <summary>Adds the options that say where the endpoints are.</summary>
    public ClusterOptions AddPlacesTo(Command command)
    {
        _port.Validators.Add(r =>
        {
            if (r.GetValueOrDefault<int>() is < 1 or > 65535)
            {
                r.AddError("--https-port takes a number from 1 to 65535.");
            }
        });
        command.Add(_domain);
        command.Add(_vip);
        command.Add(_port);
        return this;
    }

    /// <summary>The installer's name; empty = it is looked for.</summary>
    public string Installer(ParseResult parsed) => parsed.GetRequiredValue(_installer);

    /// <summary>Where the endpoints are, as far as the options say it.</summary>
    public EndpointPlaces Places(ParseResult parsed) => new(parsed.GetRequiredValue(_domain).Trim(), parsed.GetRequiredValue(_vip).Trim(), [], parsed.GetRequiredValue(_port));

    /// <summary>Whether a kubeconfig was named.</summary>
    public bool Has(ParseResult parsed) => parsed.GetValue(_kubeconfig) is not null;

    /// <summary>Reads the kubeconfig that was named.</summary>
    public async Task<Result<ClusterAccess>> AccessAsync(ParseResult parsed, Terminal terminal, CancellationToken ct)
    {
        var file = parsed.GetValue(_kubeconfig) ?? "";
        var bytes = await InputFile.ReadAsync(file, terminal, LargestKubeconfig, ct);
        if (!bytes.IsSuccess)
        {
            return bytes.Error;
        }
        if (bytes.Value.Length > LargestKubeconfig)
        {
            return new Error(ErrorKind.Invalid, "kubeconfig-too-large", $"{file} is larger than 1 MiB.", "Give a kubeconfig.");
        }
        var folder = file == InputFile.StandardInput ? null : Path.GetDirectoryName(Path.GetFullPath(file));
        return new ClusterAccess(new Secret(Encoding.UTF8.GetString(bytes.Value)), folder);
    }
}
