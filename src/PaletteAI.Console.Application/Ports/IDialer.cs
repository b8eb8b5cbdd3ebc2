namespace PaletteAI.Console.Application.Ports;

/// <summary>
/// Opens every outgoing connection, so that tests and the sandbox decide where names and networks lead, and nothing is reached
/// that the operator did not configure.
/// </summary>
public interface IDialer
{
    /// <summary>Connects to <paramref name="host"/>:<paramref name="port"/>.</summary>
    /// <exception cref="IOException">Refused, unreachable, or not allowed.</exception>
    ValueTask<Stream> ConnectAsync(string host, int port, CancellationToken ct);
}
