using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Hosts.Trust;

namespace PaletteAI.Console.Testing.Fakes;

/// <summary>Hosts with one file each, as the real channel reads and replaces it; a test decides what goes wrong.</summary>
public sealed class MemoryHosts(TimeProvider time) : IHostChannels
{
    private readonly Dictionary<string, MemoryHost> _hosts = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public IHostChannel Local => throw new InvalidOperationException("The console's own host is not asked here.");

    /// <summary>A host by its address; made when it is not there.</summary>
    public MemoryHost this[string address] => _hosts.TryGetValue(address, out var host) ? host : _hosts[address] = new MemoryHost(address, time);

    /// <summary>All hosts.</summary>
    public IEnumerable<MemoryHost> All => _hosts.Values;

    /// <inheritdoc/>
    public IHostChannel Open(HostTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return this[target.Address];
    }

    /// <inheritdoc/>
    public Task<Result<HostKey>> ReadHostKeyAsync(string address, int port, CancellationToken ct) => Task.FromResult<Result<HostKey>>(new HostKey("ssh-ed25519", "AAAA"));

    /// <inheritdoc/>
    public void Forget(string address)
    {
    }
}

/// <summary>A host with one file.</summary>
public sealed class MemoryHost(string address, TimeProvider time) : IHostChannel
{
    private readonly List<(HostFileBackup Backup, byte[] Content)> _backups = [];

    /// <inheritdoc/>
    public string Host => address;

    /// <inheritdoc/>
    public HostLink Link => new(true, TimeSpan.Zero);

    /// <summary>The file; null = it is not there.</summary>
    public byte[]? Content { get; private set; }

    /// <summary>The file as text.</summary>
    public string Text => Encoding.UTF8.GetString(Content!);

    /// <summary>SHA-256 of the file.</summary>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Content!));

    /// <summary>When the file was written.</summary>
    public DateTimeOffset ModifiedAt { get; private set; }

    /// <summary>Why nothing works; null = it works.</summary>
    public Error? Away { get; set; }

    /// <summary>Asked before each call (<c>read</c>, <c>stat</c>, <c>write</c>): how it goes.</summary>
    public Func<string, ApiFault> Gate { get; set; } = _ => ApiFault.None;

    /// <summary>Told after each replacement: what was there, what is there.</summary>
    public Action<string, string> Replaced { get; set; } = (_, _) => { };

    /// <summary>Writes the file as somebody on the host would.</summary>
    public void Put(string text) => Put(Encoding.UTF8.GetBytes(text));

    /// <summary>Writes the file as somebody on the host would.</summary>
    public void Put(byte[] content) => (Content, ModifiedAt) = (content, time.GetUtcNow());

    /// <summary>Removes the file as somebody on the host would.</summary>
    public void Remove() => Content = null;

    /// <inheritdoc/>
    public Task<Result<CommandResult>> RunAsync(HostCommand command, CancellationToken ct) => throw new InvalidOperationException("No command is run here.");

    /// <inheritdoc/>
    public Task<Result<RootAccess>> GetRootAccessAsync(CancellationToken ct) => Task.FromResult<Result<RootAccess>>(RootAccess.IsRoot);

    /// <inheritdoc/>
    public Task<Result<HostFile>> ReadFileAsync(string path, int limit, CancellationToken ct) => Call<HostFile>("read", () =>
        _backups.FirstOrDefault(b => b.Backup.Path == path) is { Content: { } copy } backup ? new HostFile(new HostFileInfo(path, copy.Length, "600", "root:root", backup.Backup.Sha256), copy)
        : Content is null ? Missing : Content.Length > limit ? new Error(ErrorKind.Invalid, "file-too-large", "Too large.") : new HostFile(Info(path), Content));

    /// <inheritdoc/>
    public Task<Result<HostFileInfo>> StatFileAsync(string path, CancellationToken ct) => Call<HostFileInfo>("stat", () => Content is null ? Missing : Info(path));

    /// <inheritdoc/>
    public Task<Result<HostFileWritten>> WriteFileAsync(HostFileWrite write, CancellationToken ct) => Call<HostFileWritten>("write", () =>
    {
        if (Content is null && write.IfSha256 is HostFileWrite.NoFile or null)
        {
            Put(write.Content.ToArray());
            return new HostFileWritten(write.Path, Sha256, "");
        }

        if (write.IfSha256 is { } wanted && (Content is null || wanted != Sha256))
        {
            return new Error(ErrorKind.Refused, "file-changed", $"{write.Path} on {Host} was changed meanwhile.", "Read it again and repeat the change.");
        }

        var before = Text;
        var backup = new HostFileBackup($"{write.Path}.{_backups.Count}.bak", time.GetUtcNow(), Sha256, Content!.Length);
        _backups.Insert(0, (backup, Content));
        Put(write.Content.ToArray());
        Replaced(before, Text);
        return new HostFileWritten(write.Path, Sha256, backup.Path);
    });

    /// <inheritdoc/>
    public Task<Result<ImmutableArray<HostFileBackup>>> ListBackupsAsync(string path, CancellationToken ct) =>
        Task.FromResult<Result<ImmutableArray<HostFileBackup>>>(_backups.Select(b => b.Backup).ToImmutableArray());

    private Error Missing => new(ErrorKind.RemoteFailed, HostErrors.NotFound, $"{Host}: the file is not there.", "Check the path.");

    private HostFileInfo Info(string path) => new(path, Content!.Length, "600", "root:root", Sha256) { ModifiedAt = ModifiedAt };

    private Task<Result<T>> Call<T>(string what, Func<Result<T>> act)
    {
        if (Away is { } away)
        {
            return Task.FromResult<Result<T>>(away);
        }

        var fault = Gate(what);
        if (fault == ApiFault.Before)
        {
            return Task.FromResult<Result<T>>(new Error(ErrorKind.RemoteFailed, HostErrors.Unreachable, $"{Host} could not be reached.", "Check cable and firewall."));
        }

        var done = act();
        return Task.FromResult(fault == ApiFault.After && done.IsSuccess ? new Error(ErrorKind.RemoteTimeout, HostErrors.TimedOut, $"{Host} did not answer in time.", "Try again.") : done);
    }
}
