using System.Collections.Immutable;
using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Hosts.Commands;
using PaletteAI.Console.Hosts.Files;

namespace PaletteAI.Console.Hosts;

/// <summary>Commands and files of a host over a transport.</summary>
internal class HostChannel : IHostChannel
{
    private readonly ITransport _transport;
    private readonly Func<int> _generation;
    private readonly Func<HostLink> _link;
    private readonly RootRights _rights;
    private readonly HostFiles _files;
    private (int Generation, RootAccess Access)? _access;

    /// <summary>Over a transport.</summary>
    /// <param name="transport">Runs the commands.</param>
    /// <param name="sudoPassword">Answers sudo; null = it is not answered.</param>
    /// <param name="generation">Changes when what is known of root's rights may no longer hold.</param>
    /// <param name="link">State of the connection.</param>
    /// <param name="time">Names backups.</param>
    public HostChannel(ITransport transport, Secret? sudoPassword, Func<int> generation, Func<HostLink> link, TimeProvider time)
    {
        (_transport, _generation, _link) = (transport, generation, link);
        _rights = new RootRights(transport, sudoPassword);
        _files = new HostFiles(transport.Host, RunAsync, time);
    }

    public string Host => _transport.Host;

    public HostLink Link => _link();

    public async Task<Result<CommandResult>> RunAsync(HostCommand command, CancellationToken ct)
    {
        Refuse(command);
        var raw = new RawCommand(command.Arguments, command.Input, command.TimeLimit, command.OutputLimit);
        if (!command.AsRoot)
        {
            return (await _transport.RunAsync(raw, ct)).Map(o => Result(command, o));
        }

        var access = await GetRootAccessAsync(ct);
        if (!access.IsSuccess)
        {
            return access.Error;
        }

        var ran = await _rights.RunAsync(access.Value, raw, ct);
        _access = ran.Error?.Code == HostErrors.SudoDenied ? null : _access;
        return ran.Map(o => Result(command, o));
    }

    public async Task<Result<RootAccess>> GetRootAccessAsync(CancellationToken ct)
    {
        if (_access is { } known && known.Generation == _generation())
        {
            return known.Access;
        }

        var found = await _rights.FindAsync(ct);
        if (found.IsSuccess)
        {
            _access = (_generation(), found.Value);
        }

        return found;
    }

    public Task<Result<HostFile>> ReadFileAsync(string path, int limit, CancellationToken ct) => _files.ReadAsync(path, limit, ct);

    public Task<Result<HostFileInfo>> StatFileAsync(string path, CancellationToken ct) => _files.StatAsync(path, ct);

    public Task<Result<HostFileWritten>> WriteFileAsync(HostFileWrite write, CancellationToken ct) => _files.WriteAsync(write, ct);

    public Task<Result<ImmutableArray<HostFileBackup>>> ListBackupsAsync(string path, CancellationToken ct) => _files.BackupsAsync(path, ct);

    // Arguments stand in the host's process list, readable by everybody there.
    private static void Refuse(HostCommand command)
    {
        if (command.Secrets.Any(s => !s.IsEmpty && command.Arguments.Any(a => a.Contains(s.Reveal(), StringComparison.Ordinal))))
        {
            throw new ArgumentException("A secret stands among the arguments of a command; give it as input.", nameof(command));
        }
    }

    private static CommandResult Result(HostCommand command, RawOutcome outcome)
    {
        var errors = command.Secrets.Where(s => !s.IsEmpty).Aggregate(outcome.Errors, (text, s) => text.Replace(s.Reveal(), "***", StringComparison.Ordinal));
        return new CommandResult(outcome.ExitCode, outcome.Output, errors, outcome.SentAt, outcome.Took);
    }
}
