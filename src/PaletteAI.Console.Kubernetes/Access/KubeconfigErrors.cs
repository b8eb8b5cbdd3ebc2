using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Kubernetes.Access;

/// <summary>Why a kubeconfig is not used.</summary>
internal static class KubeconfigErrors
{
    public static Error TooLarge { get; } = Invalid("kubeconfig-too-large", "The kubeconfig is larger than 1 MiB.", "Use the file of one cluster only.");

    public static Error Unreadable(string why) =>
        Invalid("kubeconfig-unreadable", $"The kubeconfig cannot be read: {why}", "Give a kubeconfig as YAML or JSON, or the same in base64.");

    public static Error NoContext(string name) => name.Length == 0
        ? Invalid("kubeconfig-context-missing", "The kubeconfig names no current context.", "Set current-context.", "current-context")
        : Invalid("kubeconfig-context-missing", $"The kubeconfig has no context named {name}.", "Set current-context to one that is there.", "current-context");

    public static Error Missing(string what, string name, string path) =>
        Invalid($"kubeconfig-{what}-missing", $"The context in use names the {what} {(name.Length > 0 ? name : "\"\"")}, which the kubeconfig does not have.", $"Add it to {path}, or use another context.", path);

    public static Error RunsPrograms(string path) =>
        Invalid("kubeconfig-runs-programs", "The user in use would have a program run to get credentials (exec or auth-provider). Such kubeconfigs are refused.", "Use one with a client certificate or a token.", path);

    public static Error FilePath(string path) =>
        Invalid("kubeconfig-file-paths", "The kubeconfig names a file of this machine. That is allowed only in a file given on the command line.", "Put the content in: kubectl config view --flatten --raw.", path);

    public static Error FileMissing(string path, string file) =>
        Invalid("kubeconfig-file-missing", $"The kubeconfig names {file}, which cannot be read.", "Correct the path or the permissions.", path);

    public static Error Proxy(string path) =>
        Invalid("kubeconfig-proxy", "The kubeconfig wants a proxy. The console reaches clusters directly and would ignore it, so it is refused.", "Remove proxy-url, or use a kubeconfig whose server can be reached directly.", path);

    public static Error Server(string path, string why) => Invalid("kubeconfig-server-invalid", $"The cluster's server cannot be used: {why}.", "Give an https URL with a host.", path);

    public static Error SkipsTls(string path) =>
        Invalid("kubeconfig-skips-tls", "The kubeconfig would accept any server certificate.", "Put the authority's certificate in as certificate-authority-data.", path);

    public static Error Credentials(string path, string why) => Invalid("kubeconfig-credentials-invalid", $"The user's credentials cannot be used: {why}.", "Fetch the kubeconfig again.", path);

    private static Error Invalid(string code, string message, string fix, string path = "") => new(ErrorKind.Invalid, code, message, fix, path);
}
