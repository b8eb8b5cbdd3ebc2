using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Application.Operations.Drafts;
using PaletteAI.Console.Components;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Features.Installs;

namespace PaletteAI.Console.Tests.Installs;

public sealed class DraftSessionTests
{
    private readonly InstallWorld _world = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_commit_is_stored_with_the_version_it_was_made_on()
    {
        var session = await LoadedAsync(_world.Gateway);

        await session.CommitAsync(Named("a"));
        await session.CommitAsync(Named("ab"));

        Assert.Equal([1L, 2L], _world.Saves.Select(s => s.Version));
        Assert.Equal("ab", _world.Stored!.Spec.Name);
        Assert.Equal((SaveState.Saved, false), (session.State, session.HasUnsaved));
    }

    [Fact]
    public async Task Quick_edits_wait_for_each_other_and_never_collide()
    {
        var slow = new HeldGateway(_world.Gateway);
        var session = await LoadedAsync(slow);

        var first = session.CommitAsync(Named("a"));
        var second = session.CommitAsync(Named("ab"));
        var third = session.CommitAsync(Named("abc"));
        Assert.Equal(("abc", SaveState.Saving), (session.Draft!.Spec.Name, session.State));
        slow.Release();
        await Task.WhenAll(first, second, third).WaitAsync(TimeSpan.FromSeconds(30), Ct);

        Assert.Equal(["a", "abc"], _world.Saves.Select(s => s.Spec.Name));
        Assert.Equal((SaveState.Saved, "abc"), (session.State, _world.Stored!.Spec.Name));
    }

    [Fact]
    public async Task A_save_that_fails_keeps_what_was_typed_and_can_be_repeated()
    {
        var session = await LoadedAsync(_world.Gateway);
        _world.RefuseSave = new Error(ErrorKind.Internal, "disk-full", "The disk is full.");

        await session.CommitAsync(Named("kept"));
        Assert.Equal((SaveState.Failed, true, "kept"), (session.State, session.HasUnsaved, session.Draft!.Spec.Name));
        _world.RefuseSave = null;
        await session.SaveAsync();

        Assert.Equal((SaveState.Saved, null, "kept"), (session.State, session.Problem?.Code, _world.Stored!.Spec.Name));
    }

    [Theory]
    [InlineData(true, "theirs")]
    [InlineData(false, "mine")]
    public async Task A_conflict_waits_for_a_person_and_either_version_can_win(bool takeTheirs, string stays)
    {
        var session = await LoadedAsync(_world.Gateway);
        _world.Stored = _world.Stored! with { Version = 7, Spec = _world.Spec with { Name = "theirs" } };

        await session.CommitAsync(Named("mine"));
        Assert.Equal((SaveState.Conflict, "mine"), (session.State, session.Draft!.Spec.Name));
        await session.CommitAsync(d => d);
        Assert.Equal("theirs", _world.Stored!.Spec.Name);
        await (takeTheirs ? session.TakeTheirsAsync(Ct) : session.KeepMineAsync(Ct));

        Assert.Equal((SaveState.Saved, false, stays), (session.State, session.HasUnsaved, session.Draft!.Spec.Name));
        Assert.Equal(stays, _world.Stored!.Spec.Name);
    }

    [Fact]
    public async Task A_change_elsewhere_is_noticed_before_anything_is_typed()
    {
        var session = await LoadedAsync(_world.Gateway);
        await session.LookAsync(Ct);
        Assert.Equal(SaveState.Saved, session.State);
        _world.Stored = _world.Stored! with { Version = 9, Owner = "eve" };

        await session.LookAsync(Ct);

        Assert.Equal(SaveState.Conflict, session.State);
        Assert.Contains("eve changed this draft", session.Problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deleted_draft_is_said()
    {
        var session = await LoadedAsync(_world.Gateway);
        _world.Stored = null;

        await session.LookAsync(Ct);

        Assert.Equal(DraftErrors.NotFound, session.Problem?.Code);
    }

    [Fact]
    public async Task Secrets_are_sent_once_and_only_their_names_come_back()
    {
        var session = await LoadedAsync(_world.Gateway);

        await session.CommitAsync(d => d, "password", new Secret("Canary-1"));
        await session.CommitAsync(Named("x"));
        await session.CommitAsync(d => d, "password", null);

        Assert.Equal(["Canary-1", "", "gone"], _world.Saves.Select(s => s.SecretChanges.TryGetValue("password", out var v) ? v?.Reveal() ?? "gone" : ""));
        Assert.Empty(session.Draft!.StoredSecrets);
    }

    private static Func<DraftView, DraftView> Named(string name) => d => d with { Spec = d.Spec with { Name = name } };

    private static async Task<DraftSession> LoadedAsync(IOperationGateway gateway)
    {
        var session = new DraftSession(gateway);
        await session.LoadAsync(InstallWorld.DraftId, Ct);
        return session;
    }

    /// <summary>Holds saves back until told.</summary>
    private sealed class HeldGateway(IOperationGateway inner) : IOperationGateway
    {
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Release() => _released.SetResult();

        public async Task<Result<TOutput>> RunAsync<TOutput>(IOperation<TOutput> operation, bool background = false, string? idempotencyKey = null, CancellationToken ct = default)
        {
            if (operation is SaveDraft)
            {
                await _released.Task;
            }

            return await inner.RunAsync(operation, background, idempotencyKey, ct);
        }
    }
}
