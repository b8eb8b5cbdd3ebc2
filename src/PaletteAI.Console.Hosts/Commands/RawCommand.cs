using System.Collections.Immutable;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Hosts.Commands;

/// <summary>A command as the transport runs it: as the user who logged in, nothing added.</summary>
internal sealed record RawCommand(ImmutableArray<string> Arguments, ReadOnlyMemory<byte> Input, TimeSpan TimeLimit, int OutputLimit);

/// <summary>What it did.</summary>
internal sealed record RawOutcome(int ExitCode, ReadOnlyMemory<byte> Output, string Errors, DateTimeOffset SentAt, TimeSpan Took);

/// <summary>Runs raw commands: over SSH, or as processes of this machine.</summary>
internal interface ITransport
{
    string Host { get; }

    Task<Result<RawOutcome>> RunAsync(RawCommand command, CancellationToken ct);
}
