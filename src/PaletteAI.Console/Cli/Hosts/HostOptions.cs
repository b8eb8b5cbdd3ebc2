using System.CommandLine;
using System.Globalization;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Cli.Hosts;

/// <summary>Options that say which hosts, and how to log in to them.</summary>
internal sealed class HostOptions
{
    private readonly Option<string[]> _hosts = new("--host") { Description = "Address of a host, or its id with --inventory; may be repeated.", HelpName = "HOST", Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false };
    private readonly Option<string?> _inventory = new("--inventory") { Description = "Inventory of the hosts (YAML or JSON).", HelpName = "FILE" };
    private readonly Option<string> _user = new("--ssh-user") { Description = "User to log in as.", HelpName = "NAME", Required = true };
    private readonly Option<string?> _identity = new("--identity") { Description = "Private key to log in with.", HelpName = "FILE" };
    private readonly Option<bool> _password = new("--password-stdin") { Description = "Read the password from standard input: for the log-in, for sudo, or to open the private key." };
    private readonly Option<string?> _knownHosts = new("--known-hosts") { Description = "Host keys to trust, in OpenSSH's form; strict, never written.", HelpName = "FILE" };
    private readonly Option<string?> _data = new("--data") { Description = "Without --known-hosts: folder of the console whose accepted keys (hosts trust) are used.", HelpName = "DIR" };
    private readonly Option<int> _port = new("--port") { Description = "Port of sshd.", HelpName = "N", DefaultValueFactory = _ => 22 };

    public HostOptions() => _port.Validators.Add(result =>
    {
        if (result.Tokens is [var token] && (!int.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65535))
        {
            result.AddError("--port takes a number from 1 to 65535.");
        }
    });

    /// <summary>Gives a command these options.</summary>
    public Command AddTo(Command command)
    {
        foreach (var option in new Option[] { _hosts, _inventory, _user, _identity, _password, _knownHosts, _data, _port })
        {
            command.Add(option);
        }

        return command;
    }

    /// <summary>What was typed.</summary>
    public HostRequest Read(ParseResult parsed) => new(
        parsed.GetValue(_hosts) ?? [], parsed.GetValue(_inventory), parsed.GetRequiredValue(_user), parsed.GetValue(_identity), parsed.GetValue(_password),
        parsed.GetValue(_knownHosts), parsed.GetValue(_port)) { Data = parsed.GetValue(_data) };
}

/// <summary>Which hosts, and how to log in.</summary>
internal sealed record HostRequest(string[] Hosts, string? Inventory, string User, string? Identity, bool PasswordOnInput, string? KnownHosts, int Port)
{
    /// <summary>Folder of the console's state; null = the configured one.</summary>
    public string? Data { get; init; }

    /// <summary>A verb that works on one host.</summary>
    public Error? NotOne => Hosts.Length == 1 ? null : new Error(ErrorKind.Usage, "host-not-one", "This verb takes exactly one --host.", "Give --host ADDRESS once.");
}
