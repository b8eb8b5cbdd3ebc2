using System.CommandLine;
using System.Text;
using PaletteAI.Console.Application.Operations.Clusters;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Cli.Remote;

/// <summary><c>kubeconfig</c>: the cluster's admin kubeconfig, checked before it is handed out.</summary>
internal static class KubeconfigCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Option<string?>("--output", "-o") { Description = "Write it to this file, readable by you only, instead of standard output.", HelpName = "FILE" };
        return RemoteVerb.Create(
            new Command("kubeconfig", "Hands out the cluster's admin kubeconfig. It is read, its server is dialled, and the download is audited.") { file }, terminal,
            (door, parsed, output, ct) => RunAsync(door, parsed.GetValue(file), output, ct));
    }

    private static async Task<int> RunAsync(IConsoleDoor door, string? file, Output output, CancellationToken ct)
    {
        var kubeconfig = await door.DownloadAsync(new DownloadKubeconfig(), ct);
        if (!kubeconfig.IsSuccess)
        {
            return output.Fail(kubeconfig.Error);
        }

        // The credentials are what was asked for: they are the result, not secrets that came along.
        if (file is null or InputFile.StandardInput)
        {
            output.Document(kubeconfig.Value.Reveal());
            return ExitCode.Ok;
        }

        try
        {
            PrivateFile.Write(file, Encoding.UTF8.GetBytes(kubeconfig.Value.Reveal()));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return output.Fail(new Error(ErrorKind.Usage, "file-not-writable", $"{file} could not be written.", "Check its folder, owner and permissions."));
        }

        if (output.IsJson)
        {
            output.Json(json =>
            {
                json.WriteStartObject();
                json.WriteString("file", Path.GetFullPath(file));
                json.WriteEndObject();
            });
        }

        output.Line($"Written to {file}. Use it with: kubectl --kubeconfig {file} get nodes");
        return ExitCode.Ok;
    }
}
