using System.Text;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Cli;

/// <summary>A password from standard input: one line, its line end dropped. It never is an argument, where every process could read it.</summary>
internal static class PasswordInput
{
    private const int MostBytes = 4096;
    private static readonly UTF8Encoding _strict = new(false, true);

    /// <summary>Reads it; asks the person where standard input is a terminal.</summary>
    public static async Task<Result<Secret>> ReadAsync(Terminal terminal, CancellationToken ct)
    {
        if (terminal.AskSecret("Password: ") is { } typed)
        {
            return typed;
        }

        var bytes = await InputFile.ReadAsync(InputFile.StandardInput, terminal, MostBytes, ct);
        return bytes.IsSuccess ? Decode(bytes.Value) : bytes.Error;
    }

    private static Result<Secret> Decode(byte[] bytes)
    {
        if (bytes.Length > MostBytes)
        {
            return new Error(ErrorKind.Invalid, "password-too-long", "Standard input holds more than a password.", "Give the password alone, on one line.");
        }

        try
        {
            var text = _strict.GetString(bytes);
            text = text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
            return text.Contains('\n', StringComparison.Ordinal)
                ? new Error(ErrorKind.Invalid, "password-several-lines", "Standard input holds more than one line.", "Give the password alone, on one line.")
                : new Secret(text);
        }
        catch (DecoderFallbackException)
        {
            return new Error(ErrorKind.Invalid, "password-not-utf8", "The password is not UTF-8 text.", "Type it in a terminal that uses UTF-8.");
        }
    }
}
