using System.Collections.Immutable;
using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Hosts.Trust;
using PaletteAI.Console.Sandbox.Hosts.Machines;

namespace PaletteAI.Console.Hosting;

/// <summary>Channels to the sandbox's hosts. Nothing of the network is used; keys are judged as those of real hosts.</summary>
internal sealed class SandboxHostChannels(RunningSandbox sandbox, TimeProvider time) : IHostChannels
{
    public bool IsSimulated => true;

    public IHostChannel Local => throw new NotSupportedException("The sandbox does not touch the host the console runs on.");

    public IHostChannel Open(HostTarget target) => new SandboxHostChannel(target, Find(target.Address, target.Port), time);

    public Task<Result<HostKey>> ReadHostKeyAsync(string address, int port, CancellationToken ct) => Task.FromResult(
        Find(address, port) is not { } machine ? HostErrors.OfUnreachable(address, SandboxHostChannel.NobodyThere)
        : machine.WhyAway is { } why ? HostErrors.OfUnreachable(address, why)
        : Result<HostKey>.Success(machine.Key));

    public void Forget(string address)
    {
        // Nothing is open.
    }

    private SandboxMachine? Find(string address, int port) => port == SandboxHostChannel.Port ? sandbox.Instance?.Machines.FirstOrDefault(m => m.Address == address) : null;
}

/// <summary>A simulated host as <see cref="IHostChannel"/>.</summary>
internal sealed class SandboxHostChannel(HostTarget target, SandboxMachine? machine, TimeProvider time) : IHostChannel
{
    public const int Port = 22;
    public const string NobodyThere = "nobody is there in the sandbox's network.";

    public string Host => target.Address;

    public bool IsSimulated => true;

    public HostLink Link => new(machine?.WhyAway is null, TimeSpan.Zero);

    public Task<Result<CommandResult>> RunAsync(HostCommand command, CancellationToken ct) => OnAsync<CommandResult>(
        m =>
        {
            var sentAt = time.GetUtcNow();
            var said = m.Run([.. command.Arguments]);
            return new CommandResult(said.ExitCode, System.Text.Encoding.UTF8.GetBytes(said.Output), said.Errors, sentAt, time.GetUtcNow() - sentAt);
        },
        ct);

    public Task<Result<RootAccess>> GetRootAccessAsync(CancellationToken ct) => OnAsync<RootAccess>(_ => RootAccess.IsRoot, ct);

    public Task<Result<HostFile>> ReadFileAsync(string path, int limit, CancellationToken ct) => OnAsync(
        m => m.Files.Read(path) is { IsSuccess: true, Value: { } file } && file.Content.Length > limit
            ? new Error(ErrorKind.Invalid, "file-too-large", $"{path} on {Host} has {file.Content.Length} bytes; {limit} are allowed.", "Look at the file on the host.")
            : m.Files.Read(path).Map(f => new HostFile(InfoOf(f), f.Content)),
        ct);

    public Task<Result<HostFileInfo>> StatFileAsync(string path, CancellationToken ct) => OnAsync(m => m.Files.Read(path).Map(InfoOf), ct);

    public Task<Result<HostFileWritten>> WriteFileAsync(HostFileWrite write, CancellationToken ct) => OnAsync(
        m => m.Files.Write(write.Path, write.Content, write.IfSha256, write.KeepBackup, write.NewFileMode).Map(w => new HostFileWritten(w.Path, w.Sha256, w.Backup)), ct);

    public Task<Result<ImmutableArray<HostFileBackup>>> ListBackupsAsync(string path, CancellationToken ct) => OnAsync(
        m => m.Files.Backups(path).Map(all => all.Select(b => new HostFileBackup(b.Path, b.TakenAt, b.Sha256, b.Size)).ToImmutableArray()), ct);

    private static HostFileInfo InfoOf(SandboxFile file) => new(file.Path, file.Content.Length, file.Mode, file.Owner, file.Sha256) { ModifiedAt = file.ModifiedAt };

    private async Task<Result<T>> OnAsync<T>(Func<SandboxMachine, Result<T>> act, CancellationToken ct)
    {
        if (machine is null || machine.WhyAway is not null)
        {
            return HostErrors.OfUnreachable(Host, machine?.WhyAway ?? NobodyThere);
        }

        var verdict = (await target.Trust.GetAsync(ct)).Judge(Host, Port, machine.Key);
        return verdict.Judgement == HostKeyJudgement.Trusted ? act(machine) : HostErrors.OfHostKey(Host, Port, verdict);
    }
}
