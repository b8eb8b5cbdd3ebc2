using System.Globalization;
using System.Text;
using CsCheck;
using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Hosts.Commands;
using PaletteAI.Console.Hosts.Tests.Support;

namespace PaletteAI.Console.Hosts.Tests.Channels;

/// <summary>Texts that would do something if they were ever read by a shell.</summary>
[Collection(SshHosts.TakeTurns)]
public sealed class HostileTests(SshHosts hosts)
{
    private const string Canary = "/tmp/canary";
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    private static readonly string[] _attacks =
    [
        $"$(touch {Canary})", $"`touch {Canary}`", $"; touch {Canary};", $"'; touch {Canary}; '", $"\"; touch {Canary}; \"", $"\n touch {Canary}\n", $"| touch {Canary}", $"&& touch {Canary} #",
        $"\\'; touch {Canary}; \\'", $"'\\''; touch {Canary} #", "${IFS}", "*", "~", "!!", "-rf", "--", "\\", "'", "\"", "\u0001", "\r", "\t", "ü", "😀", "a", " ", "\n", "%s", "$'\\x27'", "\u007f", "\\\n",
    ];

    private static readonly Gen<string> _text = Gen.Int[0, _attacks.Length - 1].Array[1, 8].Select(parts => string.Concat(parts.Select(i => _attacks[i])));

    [Fact]
    public void Every_text_comes_back_as_it_was_from_the_shells_there_are()
    {
        var texts = new List<string>();
        _text.Sample(texts.Add, iter: 400, threads: 1);
        foreach (var shell in new[] { "sh", "bash", "dash", "ksh", "zsh", "fish" }.Where(s => File.Exists($"/bin/{s}") || File.Exists($"/usr/bin/{s}")))
        {
            // The shell reads our line as sshd would hand it over.
            using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(shell, ["-c", ShellQuoting.Join(["printf", "%s\\0", .. texts])]) { RedirectStandardOutput = true })!;
            var output = process.StandardOutput.ReadToEnd();
            Assert.Equal(texts, output.Split('\0')[..^1]);
        }
    }

    [Fact]
    public void A_nul_is_refused() => Assert.Throws<ArgumentException>(() => ShellQuoting.Join(["a\0b"]));

    [Fact]
    [Trait("Needs", "Server")]
    public Task No_text_that_reaches_a_command_becomes_one() => FuzzAsync(240);

    [Fact]
    [Trait("Needs", "Server")]
    [Trait("Size", "Soak")]
    public Task None_of_twenty_thousand_texts_that_reach_a_command_becomes_one() => FuzzAsync(20_000);

    private async Task FuzzAsync(int count)
    {
        hosts.Need();
        await using var pool = SshHosts.Pool();
        await hosts.ShellAsync("b", $"rm -rf {Canary} /opt/fuzz; mkdir /opt/fuzz; chmod 777 /opt/fuzz");
        var channels = new[] { pool.Open(hosts.Target("b")), pool.Open(hosts.TargetWithPassword("b", "asks")), pool.Open(hosts.Target("b", "admin")) };
        var texts = new List<string>(count);
        _text.Sample(texts.Add, iter: count, threads: 1);
        const int PerCommand = 20;
        var work = texts.Chunk(PerCommand).Select((chunk, i) => (chunk, i)).ToArray();
        await Parallel.ForEachAsync(work, new ParallelOptions { MaxDegreeOfParallelism = 6, CancellationToken = _ct }, async (item, ct) =>
        {
            var channel = channels[item.i % channels.Length];
            var ran = (await channel.RunAsync(new HostCommand(["printf", "%s\\0", .. item.chunk]) { AsRoot = item.i % 2 == 0 }, ct)).Require();
            Assert.Equal(item.chunk, ran.Text.Split('\0')[..^1]);
            if (item.i % 5 == 0)
            {
                await PathAsync(channel, item.chunk[0], item.i, ct);
            }
        });

        // A host name is no command either: it only ever goes to the dialler.
        var odd = await pool.Open(hosts.Target("b") with { Address = $"$(touch {Canary})" }).RunAsync(HostCommand.Of("true"), _ct);
        Assert.Equal(HostErrors.Unreachable, odd.Error?.Code);
        var user = await pool.Open(hosts.Target("b", $"$(touch {Canary})")).RunAsync(HostCommand.Of("true"), _ct);
        Assert.False(user.IsSuccess);
        Assert.Equal("0\n", await hosts.ShellAsync("b", $"find / -xdev -name 'canary*' 2>/dev/null | wc -l; ls {Canary} 2>/dev/null || true"));
        Assert.False(File.Exists(Canary));
    }

    private static async Task PathAsync(IHostChannel channel, string text, int number, CancellationToken ct)
    {
        var name = text.Replace('/', '_');
        name = name.Length > 60 ? name[..60] : name;
        if (Encoding.UTF8.GetByteCount(name) > 150 || char.IsHighSurrogate(name[^1]))
        {
            return;
        }

        var path = string.Create(CultureInfo.InvariantCulture, $"/opt/fuzz/{number}{name}x");
        var content = Encoding.UTF8.GetBytes(text);
        var written = (await channel.WriteFileAsync(new HostFileWrite(path, content) { KeepBackup = true }, ct)).Require();
        Assert.Equal(path, written.Path);
        Assert.Equal(content, (await channel.ReadFileAsync(path, 100_000, ct)).Require().Content.ToArray());
        (await channel.WriteFileAsync(new HostFileWrite(path, content) { KeepBackup = true }, ct)).Require();
        Assert.Single((await channel.ListBackupsAsync(path, ct)).Require());
    }
}
