using System.Collections.Immutable;
using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Hosts.Trust;
using Renci.SshNet;
using Renci.SshNet.Common;
using Renci.SshNet.Security;

namespace PaletteAI.Console.Hosts.Ssh;

/// <summary>Judges the key a host presents in one connection; the library trusts every key unless told otherwise.</summary>
internal sealed class HostKeyJudge(string address, int port, HostKeyring keys)
{
    public HostKeyVerdict? Verdict { get; private set; }

    /// <summary>Why the key was refused.</summary>
    public Error? Error => Verdict is { Judgement: not HostKeyJudgement.Trusted } verdict ? HostErrors.OfHostKey(address, port, verdict) : null;

    public void Judge(object? sender, HostKeyEventArgs presented)
    {
        presented.CanTrust = false;
        if (HostKey.FromBlob(presented.HostKey) is { } key)
        {
            Verdict = keys.Judge(address, port, key);
            presented.CanTrust = Verdict.Judgement == HostKeyJudgement.Trusted;
        }
    }

    /// <summary>Asks for known types first, so that a host with several keys presents the known one. Never for certificates: they are not judged here.</summary>
    public void Order(IOrderedDictionary<string, Func<byte[], KeyHostAlgorithm>> algorithms)
    {
        var known = keys.TypesFor(address, port);
        var wanted = algorithms.Keys.Where(name => !name.Contains("-cert-", StringComparison.Ordinal)).ToImmutableArray();
        foreach (var name in algorithms.Keys.Except(wanted).ToArray())
        {
            algorithms.Remove(name, out _);
        }

        var position = 0;
        foreach (var name in wanted.Where(n => known.Contains(KeyTypeOf(n), StringComparer.Ordinal)))
        {
            algorithms.SetPosition(name, position++);
        }
    }

    // Signatures of RSA keys have names of their own; the key's type is ssh-rsa.
    private static string KeyTypeOf(string algorithm) => algorithm is "rsa-sha2-256" or "rsa-sha2-512" ? "ssh-rsa" : algorithm;
}
