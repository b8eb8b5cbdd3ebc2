using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Hosts.Commands;

/// <summary>
/// Commands with root's rights. sudo reads its password from standard input, and where it asks for none it leaves the password to the
/// command. So the two never meet: the command's input is a file (0600) or nothing, and the password is all that stands on sudo's.
/// </summary>
internal sealed class RootRights(ITransport transport, Secret? password)
{
    private static readonly TimeSpan _shortLimit = TimeSpan.FromSeconds(20);
    private const int ShortOutput = 64 * 1024;

    private const string Ask =
        """
        [ "$(id -u)" = 0 ] && { echo root; exit; }
        command -v sudo >/dev/null || { echo missing; exit; }
        sudo -n true 2>/dev/null </dev/null && echo free || echo asks
        """;

    // Folder and file are the user's alone; folders of earlier runs that were cut off are removed.
    private const string Stage =
        """
        umask 077
        for d in "${TMPDIR:-/tmp}" /dev/shm /var/tmp "$HOME"; do
          find "$d" -maxdepth 1 -name 'palette-stage.*' -user "$(id -u)" -mmin +60 -exec rm -rf -- {} + 2>/dev/null
          s=$(mktemp -d "$d/palette-stage.XXXXXX" 2>/dev/null) || continue
          if cat >"$s/input"; then printf '%s' "$s"; exit; fi
          rm -rf -- "$s"; exit 1
        done
        exit 1
        """;

    private Error? _passwordRefused;

    /// <summary>How root's rights are had here; tried, not guessed: to somebody who may not use it sudo says so only after the password.</summary>
    public async Task<Result<RootAccess>> FindAsync(CancellationToken ct)
    {
        var asked = await transport.RunAsync(new RawCommand(["/bin/sh", "-c", Ask], default, _shortLimit, ShortOutput), ct);
        if (!asked.IsSuccess)
        {
            return asked.Error;
        }

        switch (BoundedText.Decode(asked.Value.Output).Trim())
        {
            case "root":
                return RootAccess.IsRoot;
            case "free":
                return RootAccess.SudoWithoutPassword;
            case "asks" when password is not null && _passwordRefused is null:
                var tried = await SudoAsync(RootAccess.SudoWithPassword, new RawCommand(["true"], default, _shortLimit, ShortOutput), Preludes.NoInput, ct);
                return tried.IsSuccess ? RootAccess.SudoWithPassword : tried.Error.Code == HostErrors.SudoDenied ? RootAccess.None : tried.Error;
            default:
                return RootAccess.None;
        }
    }

    /// <summary>Runs a command with the rights found.</summary>
    public async Task<Result<RawOutcome>> RunAsync(RootAccess access, RawCommand command, CancellationToken ct) => access switch
    {
        RootAccess.IsRoot => await transport.RunAsync(command, ct),
        RootAccess.None => _passwordRefused ?? HostErrors.OfSudo(transport.Host, await WhyNotAsync(ct)),
        _ => await StagedAsync(access, command, ct),
    };

    private async Task<Result<RawOutcome>> StagedAsync(RootAccess access, RawCommand command, CancellationToken ct)
    {
        if (command.Input.IsEmpty)
        {
            return await SudoAsync(access, command, Preludes.NoInput, ct);
        }

        var staged = await transport.RunAsync(new RawCommand(["/bin/sh", "-c", Stage], command.Input, command.TimeLimit, ShortOutput), ct);
        if (!staged.IsSuccess)
        {
            return staged.Error;
        }

        var folder = BoundedText.Decode(staged.Value.Output);
        if (staged.Value.ExitCode != 0 || folder.Length == 0)
        {
            return FileFailures.Of(transport.Host, "a temporary file", staged.Value.Errors);
        }

        try
        {
            return await SudoAsync(access, command, folder + "/input", ct);
        }
        finally
        {
            // Not the caller's token: what was staged goes also when nobody waits any longer.
            await transport.RunAsync(new RawCommand(["rm", "-rf", "--", folder], default, _shortLimit, ShortOutput), CancellationToken.None);
        }
    }

    private async Task<Result<RawOutcome>> SudoAsync(RootAccess access, RawCommand command, string input, CancellationToken ct)
    {
        var mark = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var asks = access == RootAccess.SudoWithPassword;
        ImmutableArray<string> how = asks ? ["sudo", "-S", "-p", "", "--"] : ["sudo", "-n", "--"];
        var sudo = command with
        {
            Arguments = [.. how, "/bin/sh", "-c", Preludes.AsRoot, mark, Preludes.Seconds(command.TimeLimit), input, .. command.Arguments],
            Input = asks ? Encoding.UTF8.GetBytes(password!.Reveal() + "\n") : default,
        };
        var ran = await transport.RunAsync(sudo, ct);
        if (!ran.IsSuccess)
        {
            return ran.Error;
        }

        var at = ran.Value.Errors.IndexOf(mark + "\n", StringComparison.Ordinal);
        if (at >= 0)
        {
            return ran.Value with { Errors = ran.Value.Errors[(at + mark.Length + 1)..] };
        }

        // The command never began: sudo refused. The password is not tried again.
        var refused = HostErrors.OfSudo(transport.Host, Said(ran.Value.Errors));
        _passwordRefused = asks ? refused : _passwordRefused;
        return refused;
    }

    private async Task<string> WhyNotAsync(CancellationToken ct)
    {
        var said = await transport.RunAsync(new RawCommand(["/bin/sh", "-c", "command -v sudo >/dev/null || { echo 'sudo is not installed' >&2; exit; }; sudo -n true </dev/null"], default, _shortLimit, ShortOutput), ct);
        return said.IsSuccess ? Said(said.Value.Errors) : said.Error.Message;
    }

    private static string Said(string errors)
    {
        var line = errors.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "it said nothing";
        return line.EndsWith('.') ? line : line + ".";
    }
}
