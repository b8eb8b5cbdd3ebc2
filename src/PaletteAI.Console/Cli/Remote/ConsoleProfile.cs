using System.Text.Json;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Cli.Remote;

/// <summary>What <c>login</c> leaves behind for the next verbs: where the console is, how to know it, and the session's token.</summary>
internal sealed record ConsoleProfile(Uri Console, string CertificateSha256, string UserName, string Token, string DeviceToken, DateTimeOffset ExpiresAt)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The file: in the account's own configuration folder, readable by that account only.</summary>
    public static string PathFor(Terminal terminal)
    {
        var home = terminal.Environment("XDG_CONFIG_HOME") is { Length: > 0 } given ? given : Path.Combine(terminal.Environment("HOME") ?? "/", ".config");
        return Path.Combine(home, "palette-console", "profile.json");
    }

    /// <summary>Reads it; null when nobody is signed in here.</summary>
    public static Result<ConsoleProfile?> Read(Terminal terminal)
    {
        var path = PathFor(terminal);
        try
        {
            return File.Exists(path)
                ? Result<ConsoleProfile?>.Success(JsonSerializer.Deserialize<ConsoleProfile>(File.ReadAllBytes(path)))
                : Result<ConsoleProfile?>.Success(null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return new Error(ErrorKind.Usage, "profile-unusable", $"The profile {path} cannot be read.", "Run palette-console login again.");
        }
    }

    /// <summary>Writes it: beside its place first, then in its place, never readable by others in between.</summary>
    public Result<Unit> Save(Terminal terminal)
    {
        var path = PathFor(terminal);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!, OwnerOnly | UnixFileMode.UserExecute);
            PrivateFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(this));
            return Unit.Value;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Error(ErrorKind.Usage, "profile-unusable", $"The profile {path} cannot be written.", "Check the folder's owner and permissions, or set XDG_CONFIG_HOME.");
        }
    }

    /// <summary>Removes it.</summary>
    public static void Remove(Terminal terminal)
    {
        try
        {
            File.Delete(PathFor(terminal));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            terminal.Error.WriteLine($"The profile {PathFor(terminal)} could not be removed; its session is over all the same.");
        }
    }
}

/// <summary>Files with credentials in them.</summary>
internal static class PrivateFile
{
    /// <summary>Writes a file only its owner can read, whole or not at all.</summary>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var beside = $"{path}.{Guid.NewGuid():N}";
        using (var file = new FileStream(beside, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }))
        {
            file.Write(bytes);
        }

        File.Move(beside, path, overwrite: true);
    }
}
