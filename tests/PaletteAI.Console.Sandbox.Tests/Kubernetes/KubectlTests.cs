using System.Diagnostics;
using System.Text.RegularExpressions;
using PaletteAI.Console.Sandbox.Kubernetes.Store;

namespace PaletteAI.Console.Sandbox.Tests.Kubernetes;

/// <summary>Plain kubectl with the kubeconfig that the appliance offers.</summary>
[Trait("Needs", "Server")]
public sealed partial class KubectlTests(KubectlCluster cluster) : IClassFixture<KubectlCluster>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_nodes_prints_the_columns_of_a_real_server()
    {
        var lines = Lines(await KubectlAsync("get", "nodes"));
        Assert.Equal("NAME STATUS ROLES AGE VERSION", Columns(lines[0]));
        Assert.Equal(3, lines.Length - 1);
        Assert.All(lines.Skip(1), l => Assert.Matches(@"^edge-[123]\s+Ready\s+control-plane\s+\d+s\s+v1\.32\.3$", l));
        Assert.Equal("NAME STATUS ROLES AGE VERSION INTERNAL-IP EXTERNAL-IP OS-IMAGE KERNEL-VERSION CONTAINER-RUNTIME", Columns(Lines(await KubectlAsync("get", "nodes", "-o", "wide"))[0]));
    }

    [Fact]
    public async Task Get_pods_of_all_namespaces_prints_the_columns_of_a_real_server()
    {
        var lines = Lines(await KubectlAsync("get", "pods", "-A", "-o", "wide"));
        Assert.Equal("NAMESPACE NAME READY STATUS RESTARTS AGE IP NODE NOMINATED NODE READINESS GATES", Columns(lines[0]));
        Assert.Contains(lines, l => Regex.IsMatch(l, @"^kube-system\s+kube-vip-edge-1\s+1/1\s+Running\s+0\s+\S+\s+10\.10\.10\.11\s+edge-1\s+<none>\s+<none>\s*$"));
        foreach (var ns in new[] { "cp-system", "hubble-system", "ingress-nginx", "jet-system", "ui-system" })
        {
            Assert.Contains(lines, l => l.StartsWith(ns + " ", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("namespaces", "NAME STATUS AGE")]
    [InlineData("services", "NAMESPACE NAME TYPE CLUSTER-IP EXTERNAL-IP PORT(S) AGE")]
    [InlineData("deployments", "NAMESPACE NAME READY UP-TO-DATE AVAILABLE AGE")]
    [InlineData("daemonsets", "NAMESPACE NAME DESIRED CURRENT READY UP-TO-DATE AVAILABLE NODE SELECTOR AGE")]
    [InlineData("statefulsets", "NAMESPACE NAME READY AGE")]
    [InlineData("cronjobs", "NAMESPACE NAME SCHEDULE TIMEZONE SUSPEND ACTIVE LAST SCHEDULE AGE")]
    [InlineData("events", "NAMESPACE LAST SEEN TYPE REASON OBJECT MESSAGE")]
    [InlineData("pvc", "NAMESPACE NAME STATUS VOLUME CAPACITY ACCESS MODES STORAGECLASS VOLUMEATTRIBUTESCLASS AGE")]
    [InlineData("leases", "NAMESPACE NAME HOLDER AGE")]
    [InlineData("configmaps", "NAMESPACE NAME DATA AGE")]
    public async Task Other_kinds_print_the_columns_of_a_real_server(string kind, string columns) =>
        Assert.Equal(columns, Columns(Lines(await KubectlAsync("get", kind, "-A"))[0]));

    [Fact]
    public async Task A_watch_shows_a_label_within_a_second_and_ends_with_its_process()
    {
        using var watch = Start("get", "nodes", "-w", "--show-labels");
        var seen = new List<string>();
        while (seen.Count < 4)
        {
            seen.Add((await watch.StandardOutput.ReadLineAsync(Ct))!);
        }

        await KubectlAsync("label", "node", "edge-2", "palette.ai/helm-config=true");
        var line = await watch.StandardOutput.ReadLineAsync(Ct).AsTask().WaitAsync(TimeSpan.FromSeconds(10), Ct);
        watch.Kill();
        Assert.Contains("palette.ai/helm-config=true", line, StringComparison.Ordinal);
        Assert.Equal("true", cluster.Store.Find(ResourceType.Node, "", "edge-2")!.Json.Text("metadata", "labels", "palette.ai/helm-config"));
    }

    [Fact]
    public async Task A_job_made_from_the_cronjob_runs_and_its_log_can_be_read()
    {
        // kubectl sends what it makes itself as protobuf, which is not simulated; a file goes as JSON.
        var job = Path.Combine(cluster.Folder, "job.yaml");
        await File.WriteAllTextAsync(job, await KubectlAsync("create", "job", "by-hand", "--from=cronjob/palette-ai-installer", "-n", "palette-ai-system", "--dry-run=client", "-o", "yaml"), Ct);
        await KubectlAsync("create", "-f", job, "--validate=false");
        await KubectlAsync("wait", "job/by-hand", "--for=condition=complete", "-n", "palette-ai-system", "--timeout=30s");
        Assert.Contains("reading user values", await KubectlAsync("logs", "job/by-hand", "-n", "palette-ai-system"), StringComparison.Ordinal);
        await KubectlAsync("delete", "job", "by-hand", "-n", "palette-ai-system");
        Assert.Equal("", await KubectlAsync("get", "job", "by-hand", "-n", "palette-ai-system", "--ignore-not-found"));
    }

    [Fact]
    public async Task Another_clients_credentials_are_refused()
    {
        var stranger = Path.Combine(cluster.Folder, "stranger");
        var text = await File.ReadAllTextAsync(cluster.Kubeconfig, Ct);
        await File.WriteAllTextAsync(stranger, CredentialLines().Replace(text, "    token: wrong\n"), Ct);
        using var process = Start(stranger, "get", "nodes");
        Assert.NotEqual("", await process.StandardError.ReadToEndAsync(Ct));
        await process.WaitForExitAsync(Ct);
        Assert.NotEqual(0, process.ExitCode);
    }

    private async Task<string> KubectlAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(Ct), process.StandardError.ReadToEndAsync(Ct));
        await process.WaitForExitAsync(Ct);
        Assert.True(process.ExitCode == 0, $"kubectl {string.Join(' ', arguments)}: {await errors}");
        return await output;
    }

    private Process Start(params string[] arguments) => StartWith(cluster.Kubeconfig, arguments);

    private Process Start(string kubeconfig, string verb, string kind) => StartWith(kubeconfig, [verb, kind]);

    private Process StartWith(string kubeconfig, string[] arguments)
    {
        if (!Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(p => File.Exists(Path.Combine(p, "kubectl"))))
        {
            Assert.Skip("kubectl is not installed");
        }

        var start = new ProcessStartInfo("kubectl", ["--kubeconfig", kubeconfig, "--cache-dir", Path.Combine(cluster.Folder, "cache"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string Columns(string heading) => Spaces().Replace(heading.Trim(), " ");

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"    client-certificate-data: .*\n    client-key-data: .*\n")]
    private static partial Regex CredentialLines();
}
