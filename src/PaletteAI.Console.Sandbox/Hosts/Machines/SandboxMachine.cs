using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Hosts.Trust;

namespace PaletteAI.Console.Sandbox.Hosts.Machines;

/// <summary>What a command did on a simulated host.</summary>
public sealed record SandboxOutput(int ExitCode, string Output, string Errors);

/// <summary>A simulated host's shell and files. Its files are in a folder of the sandbox; errors have the codes real hosts' have.</summary>
public sealed class SandboxMachine
{
    private readonly MachineFaults _faults;
    private readonly MachineShell _shell;
    private readonly Func<bool> _isAway;
    private readonly SimulatedHost _host;

    internal SandboxMachine(SimulatedHost host, string folder, SimulatedAppliance appliance, TimeProvider time)
    {
        _host = host;
        _faults = new MachineFaults(folder);
        IsNew = !Directory.Exists(folder);
        Files = new SandboxFiles(host.Address, Path.Combine(folder, "root"), _faults, time);
        Files.Ship();
        _isAway = () => appliance.IsRebooting(host);
        _shell = new MachineShell(host, appliance, _faults, time);
    }

    /// <summary>Id of the host.</summary>
    public string Uid => _host.Uid;

    /// <summary>Its address in the simulated network.</summary>
    public string Address => _host.Address;

    /// <summary>Whether its folder was made at this start.</summary>
    public bool IsNew { get; }

    /// <summary>Its files.</summary>
    public SandboxFiles Files { get; }

    /// <summary>Why it does not answer now; null = it does.</summary>
    public string? WhyAway => _faults.IsUnreachable ? "no route to host." : _isAway() ? "the host is restarting." : null;

    /// <summary>The key it presents. There is no private half: nobody connects to it over a network.</summary>
    public HostKey Key => KeyOf($"{_host.Uid}{(_faults.HasOtherKey ? " installed anew" : "")}");

    /// <summary>Runs a command as root.</summary>
    /// <param name="arguments">Program and arguments.</param>
    public SandboxOutput Run(IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return _shell.Run([.. arguments]);
    }

    private static HostKey KeyOf(string seed)
    {
        const string Type = "ssh-ed25519";
        var blob = new byte[4 + Type.Length + 4 + 32];
        BinaryPrimitives.WriteInt32BigEndian(blob, Type.Length);
        Encoding.ASCII.GetBytes(Type, blob.AsSpan(4));
        BinaryPrimitives.WriteInt32BigEndian(blob.AsSpan(4 + Type.Length), 32);
        SHA256.HashData(Encoding.UTF8.GetBytes($"palette-console sandbox {seed}"), blob.AsSpan(8 + Type.Length));
        return HostKey.FromBlob(blob) ?? throw new InvalidOperationException("The simulated key is malformed.");
    }
}
