using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Hosting;

namespace PaletteAI.Console.Cli.Hosts;

/// <summary><c>values get|put|history|restore</c>: the values file on a host.</summary>
internal static class HostValuesCommands
{
    private static Option<string> PathOption() => new("--path") { Description = "The file on the host.", HelpName = "PATH", DefaultValueFactory = _ => HostValues.DefaultPath };

    public static Command Get(Terminal terminal)
    {
        var (options, path) = (new HostOptions(), PathOption());
        var command = options.AddTo(new Command("get", "Reads the values file of a host; without --format json its content alone goes to standard output.") { path });
        command.SetAction((parsed, ct) => WithHostAsync(options.Read(parsed), terminal.For(parsed), (channel, output, token) => GetAsync(channel, parsed.GetRequiredValue(path), output, token), ct));
        return command;
    }

    public static Command Put(Terminal terminal)
    {
        var (options, path) = (new HostOptions(), PathOption());
        var file = FileArgument.One("The new values file; - reads standard input.");
        var hash = new Option<string>("--if-sha256") { Description = "SHA-256 that values get showed: nothing is written when the file was changed since.", HelpName = "HASH", Required = true };
        var command = options.AddTo(new Command("put", "Replaces the values file of a host, keeping a copy beside it. Exit 3: it was changed meanwhile.") { file, hash, path });
        command.SetAction((parsed, ct) => PutAsync(
            options.Read(parsed), parsed.GetRequiredValue(file), parsed.GetRequiredValue(hash), parsed.GetRequiredValue(path), terminal.For(parsed), ct));
        return command;
    }

    public static Command History(Terminal terminal)
    {
        var (options, path) = (new HostOptions(), PathOption());
        var command = options.AddTo(new Command("history", "Lists the copies of the values file on a host, newest first.") { path });
        command.SetAction((parsed, ct) => WithHostAsync(options.Read(parsed), terminal.For(parsed), (channel, output, token) => HistoryAsync(channel, parsed.GetRequiredValue(path), output, token), ct));
        return command;
    }

    public static Command Restore(Terminal terminal)
    {
        var (options, path) = (new HostOptions(), PathOption());
        var copy = new Option<string>("--copy") { Description = "SHA-256 or path of the copy, as values history shows it; the newest unless given.", HelpName = "COPY", DefaultValueFactory = _ => "" };
        var command = options.AddTo(new Command("restore", "Puts a copy of the values file back; what is there now gets a copy of its own.") { copy, path });
        command.SetAction((parsed, ct) => WithHostAsync(options.Read(parsed), terminal.For(parsed), async (channel, output, token) =>
            Written(await HostValues.RestoreAsync(channel, parsed.GetRequiredValue(path), parsed.GetRequiredValue(copy), token), channel, output), ct));
        return command;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<int> WithHostAsync(HostRequest request, Output output, Func<IHostChannel, Output, CancellationToken, Task<int>> work, CancellationToken ct)
    {
        if (request.NotOne is { } notOne)
        {
            return output.Fail(notOne);
        }

        await using var access = HostAccess.Open(TimeProvider.System);
        var hosts = await HostLine.OpenAsync(request, access.Channels, output, ct);
        return hosts.IsSuccess ? await work(hosts.Value[0].Channel, output, ct) : output.Fail(hosts.Error);
    }

    private static async Task<int> GetAsync(IHostChannel channel, string path, Output output, CancellationToken ct)
    {
        var read = await HostValues.ReadAsync(channel, path, ct);
        if (!read.IsSuccess)
        {
            return output.Fail(read.Error);
        }

        var (info, text) = (read.Value.Info, Encoding.UTF8.GetString(read.Value.Content.Span));
        if (!output.IsJson)
        {
            output.Terminal.Out.Write(text);
            output.Note($"{info.Path} on {channel.Host}: {info.Size} bytes, sha256 {info.Sha256}");
            return ExitCode.Ok;
        }

        output.Json(json =>
        {
            json.WriteStartObject();
            json.WriteString("host", channel.Host);
            json.WriteString("path", info.Path);
            json.WriteString("sha256", info.Sha256);
            json.WriteNumber("size", info.Size);
            json.WriteString("mode", info.Mode);
            json.WriteString("owner", info.Owner);
            json.WriteString("content", text);
            json.WriteEndObject();
        });
        return ExitCode.Ok;
    }

    private static async Task<int> PutAsync(HostRequest request, string file, string hash, string path, Output output, CancellationToken ct)
    {
        if (file == InputFile.StandardInput && request.PasswordOnInput)
        {
            return output.Fail(new Error(ErrorKind.Usage, "standard-input-twice", "Standard input can be read once only.", "Give the values as a file, or log in with a key."));
        }

        var content = await InputFile.ReadAsync(file, output.Terminal, HostValues.Limit, ct);
        return content.IsSuccess
            ? await WithHostAsync(request, output, async (channel, o, token) => Written(await HostValues.WriteAsync(channel, path, content.Value, hash, token), channel, o), ct)
            : output.Fail(content.Error);
    }

    private static async Task<int> HistoryAsync(IHostChannel channel, string path, Output output, CancellationToken ct)
    {
        var copies = await channel.ListBackupsAsync(path, ct);
        if (!copies.IsSuccess)
        {
            return output.Fail(copies.Error);
        }

        if (output.IsJson)
        {
            output.Json(json => Write(json, channel, path, copies.Value));
        }

        foreach (var copy in copies.Value)
        {
            output.Line($"{copy.TakenAt:yyyy-MM-dd HH:mm:ss}Z  {copy.Sha256}  {copy.Size} bytes  {copy.Path}");
        }

        return ExitCode.Ok;
    }

    private static void Write(Utf8JsonWriter json, IHostChannel channel, string path, IEnumerable<HostFileBackup> copies)
    {
        json.WriteStartArray();
        foreach (var copy in copies)
        {
            json.WriteStartObject();
            json.WriteString("host", channel.Host);
            json.WriteString("path", path);
            json.WriteString("backup", copy.Path);
            json.WriteString("sha256", copy.Sha256);
            json.WriteNumber("size", copy.Size);
            json.WriteString("takenAt", copy.TakenAt);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static int Written(Result<HostFileWritten> written, IHostChannel channel, Output output)
    {
        if (!written.IsSuccess)
        {
            return output.Fail(written.Error);
        }

        if (output.IsJson)
        {
            output.Json(json =>
            {
                json.WriteStartObject();
                json.WriteString("host", channel.Host);
                json.WriteString("path", written.Value.Path);
                json.WriteString("sha256", written.Value.Sha256);
                json.WriteString("backup", written.Value.Backup);
                json.WriteEndObject();
            });
        }

        output.Line($"{written.Value.Path} on {channel.Host} has sha256 {written.Value.Sha256}; the old one is {written.Value.Backup}.");
        return ExitCode.Ok;
    }
}
