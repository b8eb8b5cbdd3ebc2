using System.Text;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Kubernetes.Access;

namespace PaletteAI.Console.Kubernetes.Tests;

/// <summary>Kubeconfigs are hostile input.</summary>
public sealed class KubeconfigTests
{
    private static string Text(string cluster = "", string user = "token: abc", string others = "", string current = "here", string server = "https://10.10.10.100:6443") =>
        $"""
        apiVersion: v1
        kind: Config
        current-context: {current}
        clusters:
        - name: one
          cluster:
            server: {server}
            {cluster}
        users:
        - name: me
          user:
            {user}
        {others}
        contexts:
        - name: here
          context: {"{"}cluster: one, user: me{"}"}
        - name: no-cluster
          context: {"{"}cluster: gone, user: me{"}"}
        - name: no-user
          context: {"{"}cluster: one, user: gone{"}"}
        """;

    [Theory]
    [InlineData("", "exec: {command: /bin/sh, apiVersion: client.authentication.k8s.io/v1}", "kubeconfig-runs-programs", "users[0].user.exec")]
    [InlineData("", "auth-provider: {name: gcp}", "kubeconfig-runs-programs", "users[0].user.auth-provider")]
    [InlineData("", "client-certificate: /etc/passwd", "kubeconfig-file-paths", "users[0].user.client-certificate")]
    [InlineData("", "client-key: key.pem", "kubeconfig-file-paths", "users[0].user.client-key")]
    [InlineData("", "tokenFile: /run/token", "kubeconfig-file-paths", "users[0].user.tokenFile")]
    [InlineData("certificate-authority: /etc/ca.crt", "token: a", "kubeconfig-file-paths", "clusters[0].cluster.certificate-authority")]
    [InlineData("proxy-url: socks5://127.0.0.1:1", "token: a", "kubeconfig-proxy", "clusters[0].cluster.proxy-url")]
    [InlineData("insecure-skip-tls-verify: true", "token: a", "kubeconfig-skips-tls", "clusters[0].cluster.insecure-skip-tls-verify")]
    [InlineData("certificate-authority-data: '%%%'", "token: a", "kubeconfig-credentials-invalid", "clusters[0].cluster.certificate-authority-data")]
    [InlineData("certificate-authority-data: aGVsbG8=", "token: a", "kubeconfig-credentials-invalid", "clusters[0].cluster.certificate-authority-data")]
    [InlineData("", "client-certificate-data: aGVsbG8=", "kubeconfig-credentials-invalid", "users[0].user.client-certificate-data")]
    public void What_runs_programs_reads_files_or_makes_no_sense_is_refused_with_its_place(string cluster, string user, string code, string path)
    {
        var error = KubeconfigReader.Read(new Secret(Text(cluster, user))).Error;
        Assert.Equal((ErrorKind.Invalid, code, path), (error?.Kind, error?.Code, error?.Path));
    }

    [Fact]
    public void What_other_users_would_run_does_not_matter()
    {
        var access = KubeconfigReader.Read(new Secret(Text(others: "- name: other\n  user: {exec: {command: x}, client-key: /etc/shadow}"))).Require();
        Assert.Equal("abc", access.Token?.Reveal());
    }

    [Theory]
    [InlineData("nowhere", "kubeconfig-context-missing")]
    [InlineData("\"\"", "kubeconfig-context-missing")]
    [InlineData("no-cluster", "kubeconfig-cluster-missing")]
    [InlineData("no-user", "kubeconfig-user-missing")]
    public void What_the_context_names_must_be_there(string current, string code) =>
        Assert.Equal(code, KubeconfigReader.Read(new Secret(Text(current: current))).Error?.Code);

    [Theory]
    [InlineData("http://10.10.10.100:8080")]
    [InlineData("ftp://10.10.10.100")]
    [InlineData("10.10.10.100:6443")]
    [InlineData("https://user:pw@10.10.10.100:6443")]
    [InlineData("''")]
    public void The_server_must_be_an_https_url(string server) =>
        Assert.Equal("kubeconfig-server-invalid", KubeconfigReader.Read(new Secret(Text(server: server))).Error?.Code);

    [Theory]
    [InlineData("")]
    [InlineData("- a\n- b")]
    [InlineData("a: [")]
    [InlineData("bm90IGEga3ViZWNvbmZpZw==")]
    public void Other_texts_are_refused(string text) =>
        Assert.Equal(ErrorKind.Invalid, KubeconfigReader.Read(new Secret(text)).Error?.Kind);

    [Fact]
    public void Base64_and_json_are_accepted_and_more_than_a_mebibyte_is_not()
    {
        Assert.Equal("here", KubeconfigReader.Read(new Secret(Convert.ToBase64String(Encoding.UTF8.GetBytes(Text())))).Require().Context);
        var json = KubeconfigWriter.Write(KubeconfigReader.Read(new Secret(Text())).Require());
        Assert.Equal("https://10.10.10.100:6443/", KubeconfigReader.Read(json).Require().Server.ToString());
        Assert.Equal("kubeconfig-too-large", KubeconfigReader.Read(new Secret(Text() + "\n#" + new string('x', 1 << 20))).Error?.Code);
    }

    [Fact]
    public void Files_are_read_only_where_a_folder_is_given()
    {
        var folder = Directory.CreateTempSubdirectory("kubeconfig-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "token"), "from the file\n");
            var text = new Secret(Text(user: "tokenFile: token"));
            Assert.Equal("from the file", KubeconfigReader.Read(text, folder.FullName).Require().Token?.Reveal());
            Assert.Equal("kubeconfig-file-missing", KubeconfigReader.Read(new Secret(Text(user: "tokenFile: none")), folder.FullName).Error?.Code);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
