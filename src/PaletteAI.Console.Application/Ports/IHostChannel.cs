using System.Collections.Immutable;
using System.Text;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Application.Ports;

/// <summary>
/// A host's shell and files. Safe for use from several callers at once. Failures are results with the codes of
/// <see cref="Hosts.HostErrors"/>; none of them ever waits longer than its time limit and a few seconds.
/// </summary>
public interface IHostChannel
{
    /// <summary>Address of the host; <c>local</c> for the host the console runs on.</summary>
    string Host { get; }

    /// <summary>Whether there is no real host behind it: what it says comes from recorded output.</summary>
    bool IsSimulated => false;

    /// <summary>Whether there is a connection, and how long nothing was heard on it.</summary>
    HostLink Link { get; }

    /// <summary>Runs a command. An exit code other than 0 is a success of this call.</summary>
    Task<Result<CommandResult>> RunAsync(HostCommand command, CancellationToken ct);

    /// <summary>How commands get root's rights here.</summary>
    Task<Result<RootAccess>> GetRootAccessAsync(CancellationToken ct);

    /// <summary>Reads a whole file, as root when the user may not.</summary>
    /// <param name="path">Absolute path; symbolic links are followed.</param>
    /// <param name="limit">Most bytes; a larger file is <c>file-too-large</c>.</param>
    Task<Result<HostFile>> ReadFileAsync(string path, int limit, CancellationToken ct);

    /// <summary>What a file is, without its content.</summary>
    Task<Result<HostFileInfo>> StatFileAsync(string path, CancellationToken ct);

    /// <summary>
    /// Replaces a file: temporary file beside it, both and the folder on the disk, rename. Cut at any point the old or the new file is
    /// there, never a mix. Keeps owner, mode and SELinux label.
    /// </summary>
    Task<Result<HostFileWritten>> WriteFileAsync(HostFileWrite write, CancellationToken ct);

    /// <summary>The copies <see cref="WriteFileAsync"/> left beside a file, newest first.</summary>
    Task<Result<ImmutableArray<HostFileBackup>>> ListBackupsAsync(string path, CancellationToken ct);
}

/// <summary>State of the connection to a host.</summary>
/// <param name="IsConnected">Whether there is one.</param>
/// <param name="Silence">How long nothing at all came back on it.</param>
public sealed record HostLink(bool IsConnected, TimeSpan Silence);

/// <summary>A command as a list of arguments; it is never put together as text by a caller.</summary>
/// <param name="Arguments">Program and arguments.</param>
public sealed record HostCommand(ImmutableArray<string> Arguments)
{
    /// <summary>What it reads from standard input.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>After this it is ended; <c>timeout</c>.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>More bytes end it; <c>output-too-large</c>.</summary>
    public int OutputLimit { get; init; } = 2 * 1024 * 1024;

    /// <summary>Needs root's rights.</summary>
    public bool AsRoot { get; init; }

    /// <summary>Texts that must not be among the arguments, and are replaced in everything that is reported.</summary>
    public ImmutableArray<Secret> Secrets { get; init; } = [];

    /// <summary>A command of these arguments.</summary>
    public static HostCommand Of(params string[] arguments) => new([.. arguments]);
}

/// <summary>What a command did.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Errors">Its standard error, without secrets.</param>
/// <param name="SentAt">When it was sent, by the console's clock.</param>
/// <param name="Took">How long it took, connecting not counted.</param>
public sealed record CommandResult(int ExitCode, ReadOnlyMemory<byte> Output, string Errors, DateTimeOffset SentAt, TimeSpan Took)
{
    /// <summary>The output as UTF-8 text.</summary>
    public string Text => Encoding.UTF8.GetString(Output.Span);
}

/// <summary>How commands get root's rights.</summary>
public enum RootAccess
{
    /// <summary>The log-in is root.</summary>
    IsRoot,

    /// <summary>sudo asks for nothing.</summary>
    SudoWithoutPassword,

    /// <summary>sudo asks for a password, which is known.</summary>
    SudoWithPassword,

    /// <summary>Not at all.</summary>
    None,
}

/// <summary>What a file is.</summary>
/// <param name="Path">Path without symbolic links.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Mode">Octal, e.g. <c>600</c>.</param>
/// <param name="Owner"><c>user:group</c>.</param>
/// <param name="Sha256">Lower-case hex of the content.</param>
public sealed record HostFileInfo(string Path, long Size, string Mode, string Owner, string Sha256)
{
    /// <summary>When the content last changed by the host's clock, to the second; null when the host does not say.</summary>
    public DateTimeOffset? ModifiedAt { get; init; }
}

/// <summary>A file and its content.</summary>
public sealed record HostFile(HostFileInfo Info, ReadOnlyMemory<byte> Content);

/// <summary>A replacement of a file.</summary>
/// <param name="Path">Absolute path; symbolic links are followed, the file they lead to is replaced.</param>
/// <param name="Content">The new content.</param>
public sealed record HostFileWrite(string Path, ReadOnlyMemory<byte> Content)
{
    /// <summary>As <see cref="IfSha256"/>: only when there is no file.</summary>
    public const string NoFile = "-";

    /// <summary>Only when the file's content still has this SHA-256, or <see cref="NoFile"/>; null = whatever it is.</summary>
    public string? IfSha256 { get; init; }

    /// <summary>Whether the old content stays beside it under a name with time and hash.</summary>
    public bool KeepBackup { get; init; }

    /// <summary>Mode of a file that was not there; octal.</summary>
    public string NewFileMode { get; init; } = "600";
}

/// <summary>A file that was replaced.</summary>
/// <param name="Path">Path without symbolic links.</param>
/// <param name="Sha256">Of the new content.</param>
/// <param name="Backup">Path of the copy; empty when none was made.</param>
public sealed record HostFileWritten(string Path, string Sha256, string Backup);

/// <summary>A copy beside a file.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="TakenAt">When it was replaced.</param>
/// <param name="Sha256">Of its content.</param>
/// <param name="Size">Bytes.</param>
public sealed record HostFileBackup(string Path, DateTimeOffset TakenAt, string Sha256, long Size);
