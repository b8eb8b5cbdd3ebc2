using System.Collections.Immutable;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Hosts.Diagnostics;

namespace PaletteAI.Console.Application.Hosts;

/// <summary>What a host found out about a target.</summary>
/// <param name="Host">The host.</param>
/// <param name="Kind">ping, port or dns.</param>
/// <param name="Target">Name or address.</param>
/// <param name="Port">Port; 0 = none.</param>
/// <param name="Worked">Whether it worked.</param>
/// <param name="Sentence">What it came to.</param>
/// <param name="Output">What was printed.</param>
/// <param name="TakenAt">When.</param>
/// <param name="Took">How long it took.</param>
/// <param name="IsSimulated">Whether the host is simulated.</param>
public sealed record DiagnosticResult(
    string Host, string Kind, string Target, int Port, bool Worked, string Sentence, string Output, DateTimeOffset TakenAt, TimeSpan Took, bool IsSimulated);

/// <summary>Where collecting logs stands with a host.</summary>
/// <param name="Host">The host.</param>
/// <param name="IsOver">Whether it is over.</param>
/// <param name="Bytes">Size of what came, secrets taken out.</param>
/// <param name="Problem">Why nothing came; empty = it did.</param>
public sealed record LogProgress(string Host, bool IsOver, long Bytes = 0, string Problem = "");

/// <summary>A collection of logs.</summary>
/// <param name="Id">Names it for the download.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="Actor">Who began it.</param>
/// <param name="Hosts">Where each host stands.</param>
/// <param name="EndedAt">When it was over; null = it runs.</param>
public sealed record LogCollection(string Id, DateTimeOffset StartedAt, string Actor, ImmutableArray<LogProgress> Hosts, DateTimeOffset? EndedAt = null);

/// <summary>The newest diagnostics and the newest collection of logs, kept until the console stops; leaving the page ends nothing.</summary>
public sealed class DiagnosticDesk(TimeProvider time, ILogger<DiagnosticDesk> log) : IDisposable
{
    private const int MostResults = 30;
    private const int MostBytes = 4 * 1024 * 1024;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _end = new();
    private ImmutableArray<DiagnosticResult> _results = [];
    private LogCollection? _logs;
    private byte[]? _bundle;

    /// <summary>Newest first.</summary>
    public ImmutableArray<DiagnosticResult> Results
    {
        get
        {
            lock (_gate)
            {
                return _results;
            }
        }
    }

    /// <summary>The newest collection; null = none.</summary>
    public LogCollection? Logs
    {
        get
        {
            lock (_gate)
            {
                return _logs;
            }
        }
    }

    /// <summary>Keeps a result.</summary>
    public void Add(DiagnosticResult result)
    {
        lock (_gate)
        {
            _results = [result, .. _results.Take(MostResults - 1)];
        }
    }

    /// <summary>The archive of a collection that is over; null = there is none of that id.</summary>
    public byte[]? Bundle(string id)
    {
        lock (_gate)
        {
            return _logs is { EndedAt: not null } logs && logs.Id == id ? _bundle : null;
        }
    }

    /// <summary>Begins to collect, unless a collection is on its way: then that one is returned.</summary>
    public LogCollection Collect(IReadOnlyList<SurveyedHost> hosts, string actor)
    {
        ArgumentNullException.ThrowIfNull(hosts);
        lock (_gate)
        {
            if (_logs is { EndedAt: null })
            {
                return _logs;
            }

            _bundle = null;
            _logs = new LogCollection(RandomNumberGenerator.GetHexString(16, lowercase: true), time.GetUtcNow(), actor, [.. hosts.Select(h => new LogProgress(h.Name, false))]);
            var token = _end.Token;
            _ = Task.Run(() => RunAsync(hosts, token), CancellationToken.None);
            return _logs;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    private async Task RunAsync(IReadOnlyList<SurveyedHost> hosts, CancellationToken ct)
    {
        byte[]? bundle = null;
        try
        {
            var parts = await Task.WhenAll(hosts.Select(h => OfHostAsync(h, ct)));
            bundle = Pack(parts);
        }
        catch (Exception e)
        {
            log.LogError(e, "Collecting the logs broke off");
        }
        finally
        {
            lock (_gate)
            {
                (_bundle, _logs) = (bundle, _logs! with { EndedAt = time.GetUtcNow() });
            }
        }
    }

    private async Task<(string Host, IReadOnlyList<(string Name, string Text)> Files)> OfHostAsync(SurveyedHost host, CancellationToken ct)
    {
        var mark = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var access = await host.Channel.GetRootAccessAsync(ct);
        var command = new HostCommand(["/bin/sh", "-c", LogScript.Text, "palette", mark])
        {
            AsRoot = access.IsSuccess && access.Value != RootAccess.None, TimeLimit = TimeSpan.FromSeconds(120), OutputLimit = MostBytes,
        };
        var ran = access.IsSuccess ? await host.Channel.RunAsync(command, ct) : access.Error!;
        if (!ran.IsSuccess)
        {
            Note(new LogProgress(host.Name, true, 0, ran.Error.Message));
            return (host.Name, [("problem.txt", $"{ran.Error.Code}: {ran.Error.Message}\n{ran.Error.Fix}\n")]);
        }

        var files = ("\n" + ran.Value.Text).Split($"\n{mark} ").Skip(1).Select(p => p.Split('\n', 2)).Where(p => p.Length == 2 && p[0].Contains(' ', StringComparison.Ordinal))
            .Select(p => (Name: $"{p[0].Split(' ')[0]}.txt", Text: LogRedaction.Apply($"# {p[0][(p[0].IndexOf(' ', StringComparison.Ordinal) + 1)..]}\n{p[1].Trim('\n')}\n"))).ToList();
        Note(new LogProgress(host.Name, true, files.Sum(f => (long)Encoding.UTF8.GetByteCount(f.Text))));
        return (host.Name, files);
    }

    private static byte[] Pack((string Host, IReadOnlyList<(string Name, string Text)> Files)[] hosts)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (host, files) in hosts)
            {
                foreach (var (name, text) in files)
                {
                    using var entry = zip.CreateEntry($"{Safe(host)}/{Safe(name)}").Open();
                    entry.Write(Encoding.UTF8.GetBytes(text));
                }
            }
        }

        return memory.ToArray();
    }

    // Names of hosts come from the appliance.
    private static string Safe(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' ? c : '_')).Trim('.');

    private void Note(LogProgress progress)
    {
        lock (_gate)
        {
            _logs = _logs! with { Hosts = [.. _logs.Hosts.Select(h => h.Host == progress.Host ? progress : h)] };
        }
    }
}
