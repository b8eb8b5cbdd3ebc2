using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Application.Operations.Hosts;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Hosts.Tests.Support;
using PaletteAI.Console.Testing.Fakes;

namespace PaletteAI.Console.Hosts.Tests.LogIns;

/// <summary>A new key is brought to hosts with a real sshd; nobody is ever locked out.</summary>
[Trait("Needs", "Server")]
[Collection(SshHosts.TakeTurns)]
public sealed class KeyRotationTests(SshHosts hosts) : IAsyncLifetime
{
    private const string User = "admin";
    private const string File = "~admin/.ssh/authorized_keys";
    private readonly HostChannelPool _pool = SshHosts.Pool();
    private readonly MemoryHostCredentials _store = new();
    private readonly MemoryHostKeys _keys = new();
    private readonly RotationTurn _turn = new();
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private string _before = "";

    public async ValueTask InitializeAsync()
    {
        hosts.Need();
        _before = await hosts.ShellAsync("a", $"cat {File}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_before.Length > 0)
        {
            foreach (var name in new[] { "a", "b" })
            {
                await hosts.ShellAsync(name, $"chattr -i {File} 2>/dev/null; rm -rf {File}; printf '%s\\n' '{_before.Trim()}' >{File}; chown 5001:5001 {File}; chmod 600 {File}");
            }
        }

        _turn.Dispose();
        await _pool.DisposeAsync();
    }

    [Fact]
    public async Task A_key_made_here_takes_the_place_of_the_one_before_and_every_other_line_stays()
    {
        // The last line of a person's file may have no line end.
        await hosts.ShellAsync("a", $"printf '# of the team\\nssh-ed25519 AAAAother ops' >>{File}");
        var first = await RotateAsync(new HostLogin(User) { PrivateKey = hosts.Key, SudoPassword = new Secret("kept") });
        Assert.Equal([hosts.Address("a")], first.Hosts);
        Assert.Empty(first.OldKeyLeftOn);
        var stored = (await _store.ListAsync(_ct)).Single();
        Assert.Equal("kept", stored.Login.SudoPassword?.Reveal());
        Assert.Equal($"{_before.Trim()}\n# of the team\nssh-ed25519 AAAAother ops\n{stored.PublicKey}\n", await hosts.ShellAsync("a", $"cat {File}"));

        var second = (await HandleAsync()).Require();
        var now = (await _store.ListAsync(_ct)).Single();
        Assert.NotEqual(stored.PublicKey, now.PublicKey);
        Assert.Equal(now.PublicKey, second.Credentials.PublicKey);
        Assert.Equal($"{_before.Trim()}\n# of the team\nssh-ed25519 AAAAother ops\n{now.PublicKey}\n", await hosts.ShellAsync("a", $"cat {File}"));
        Assert.Equal("600 admin:admin", (await hosts.ShellAsync("a", $"stat -c '%a %U:%G' {File}")).Trim());
        Assert.True((await TryAsync("a", now)).IsSuccess);
        Assert.Equal(HostErrors.AuthenticationFailed, (await TryAsync("a", stored)).Error?.Code);
    }

    [Fact]
    public async Task A_password_is_replaced_by_a_key_and_stays_what_sudo_gets()
    {
        await RotateAsync(new HostLogin(User) { Password = hosts.Password });
        var stored = (await _store.ListAsync(_ct)).Single();
        Assert.Null(stored.Login.Password);
        Assert.Equal(hosts.Password.Reveal(), stored.Login.SudoPassword?.Reveal());
        Assert.True((await TryAsync("a", stored)).IsSuccess);
    }

    [Fact]
    public async Task When_one_host_does_not_take_it_no_host_keeps_it_and_the_old_one_stays()
    {
        await hosts.ShellAsync("b", $"rm -f {File}; mkdir {File}");
        var old = new HostCredentials(HostCredentials.AllHosts, 22, new HostLogin(User) { Password = hosts.Password }, "", "ops", DateTimeOffset.UnixEpoch);
        var pair = HostKeyPair.Make("palette-console test");
        var made = old with { Login = new HostLogin(User) { PrivateKey = pair.Private }, PublicKey = pair.PublicLine };
        var refused = await new KeyRotation(_pool, new FixedTrust(hosts.AllKnownHosts())).OfferAsync([hosts.Address("a"), hosts.Address("b")], old, made, _ct);
        Assert.Equal(KeyRotation.NotTaken, refused?.Code);
        Assert.Contains("1 of 2 hosts", refused!.Message, StringComparison.Ordinal);
        Assert.Equal(hosts.Address("b"), Assert.Single(refused.Findings).Path);
        Assert.Equal(_before, await hosts.ShellAsync("a", $"cat {File}"));
    }

    [Fact]
    public async Task Two_rotations_at_once_leave_one_key_and_it_is_the_stored_one()
    {
        await SaveAsync(new HostLogin(User) { PrivateKey = hosts.Key });
        var both = await Task.WhenAll(HandleAsync(), HandleAsync());
        Assert.All(both, r => Assert.True(r.IsSuccess, r.Error?.Message));
        var stored = (await _store.ListAsync(_ct)).Single();
        Assert.Equal($"{_before.Trim()}\n{stored.PublicKey}\n", await hosts.ShellAsync("a", $"cat {File}"));
    }

    [Fact]
    public async Task A_log_in_that_somebody_changed_meanwhile_is_left_as_it_is_and_the_new_key_goes_again()
    {
        await SaveAsync(new HostLogin(User) { PrivateKey = hosts.Key });
        var somebody = new HostCredentials(hosts.Address("a"), 22, new HostLogin("other") { Password = new Secret("theirs") }, "", "dev", DateTimeOffset.UnixEpoch.AddDays(1));
        _store.AfterNextList = () => _store.SaveAsync(somebody, _ct);
        Assert.Equal("host-credentials-changed", (await HandleAsync()).Error?.Code);
        Assert.Equal("other", (await _store.ListAsync(_ct)).Single().Login.User);
        Assert.Equal(_before, await hosts.ShellAsync("a", $"cat {File}"));
    }

    [Fact]
    public async Task A_log_in_that_does_not_work_changes_nothing()
    {
        await SaveAsync(new HostLogin(User) { Password = new Secret("wrong") });
        Assert.Equal(KeyRotation.NotTaken, (await HandleAsync()).Error?.Code);
        Assert.Equal("wrong", (await _store.ListAsync(_ct)).Single().Login.Password?.Reveal());
        Assert.Equal(_before, await hosts.ShellAsync("a", $"cat {File}"));
    }

    private async Task<RotatedHostKey> RotateAsync(HostLogin login)
    {
        await SaveAsync(login);
        return (await HandleAsync()).Require();
    }

    private Task SaveAsync(HostLogin login) => _store.SaveAsync(new HostCredentials(hosts.Address("a"), 22, login, "", "ops", DateTimeOffset.UnixEpoch), _ct);

    private async Task<Result<RotatedHostKey>> HandleAsync()
    {
        var presented = (await _pool.ReadHostKeyAsync(hosts.Address("a"), 22, _ct)).Require();
        await _keys.ReplaceAsync(new AcceptedHostKey(hosts.Address("a"), 22, presented, "ops", DateTimeOffset.UnixEpoch), _ct);
        var handler = new RotateHostKeyHandler(_store, _pool, _keys, null!, _turn, TimeProvider.System);
        return await handler.HandleAsync(new RotateHostKey(hosts.Address("a")), new OperationContext("ops", new Caller("s1", "local", "browser"), Secret.Empty, "c1"), _ct);
    }

    private Task<Result<CommandResult>> TryAsync(string name, HostCredentials login) =>
        _pool.Open(new HostTarget(hosts.Address(name), 22, login.Login, new FixedTrust(hosts.KnownHosts(name)))).RunAsync(HostCommand.Of("true"), _ct);
}
