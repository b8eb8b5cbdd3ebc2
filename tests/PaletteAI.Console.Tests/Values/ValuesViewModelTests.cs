using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using PaletteAI.Console.Application.Operations.Values;
using PaletteAI.Console.Application.Values;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Values.Copies;
using PaletteAI.Console.Domain.Values.Editing;
using PaletteAI.Console.Domain.Values.Trees;
using PaletteAI.Console.Features.Values;
using PaletteAI.Console.Features.Values.Analysis;
using PaletteAI.Console.Tests.Clusters;

namespace PaletteAI.Console.Tests.Values;

public sealed class ValuesViewModelTests : IAsyncDisposable
{
    private const string File = "global:\n  metrics:\n    prometheusBaseUrl: https://one.example\ndex:\n  config:\n    enablePasswordDB: true\n";
    private readonly ScriptedGateway _gateway = new();
    private readonly ValuesViewModel _model;
    private readonly List<SaveValuesDraft> _drafts = [];
    private readonly List<DiscardValuesDraft> _discards = [];
    private TaskCompletionSource _next = new();
    private ValuesWorkspace _workspace = Workspace(File);

    public ValuesViewModelTests()
    {
        _gateway.Answer<OpenValues, ValuesWorkspace>(_ => _workspace);
        _gateway.Answer<SaveValuesDraft, ValuesDraftSaved>(save =>
        {
            _drafts.Add(save);
            return new ValuesDraftSaved(_drafts.Count, DateTimeOffset.UnixEpoch);
        });
        _gateway.Answer<DiscardValuesDraft, Unit>(discard =>
        {
            _discards.Add(discard);
            return Unit.Value;
        });
        _model = new ValuesViewModel(_gateway, new KnownTrees(), work => work());
        _model.Changed += () => _next.TrySetResult();
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _model.DisposeAsync();

    [Fact]
    public async Task The_file_of_the_host_is_the_text_and_nothing_is_changed()
    {
        Assert.True(await OpenAsync());

        Assert.Equal(File, _model.Document.Content.Text);
        Assert.True(_model.HasText);
        Assert.False(_model.IsDirty);
        Assert.True(_model.Reading.IsReadable);
        Assert.Equal(0, _model.Reading.Changes);
        Assert.Equal(["edge-1", "edge-2"], _model.State!.Targets);
    }

    [Fact]
    public async Task Unsaved_edits_come_back_and_say_that_they_are_some()
    {
        var edited = File.Replace("one.example", "two.example", StringComparison.Ordinal);
        _workspace = _workspace with { Draft = new ValuesDraftView(7, new Secret(edited), _workspace.File!.Sha256, false, DateTimeOffset.UnixEpoch) };

        await OpenAsync();

        Assert.Equal(edited, _model.Document.Content.Text);
        Assert.True(_model.IsDirty);
        Assert.Equal((7L, true), (_model.Draft.Version, _model.Draft.IsStored));
        await UntilAsync(() => _model.Reading.Changes == 1);
    }

    [Fact]
    public async Task A_draft_that_can_no_longer_be_read_leaves_the_file()
    {
        _workspace = _workspace with { Draft = new ValuesDraftView(7, null, _workspace.File!.Sha256, false, DateTimeOffset.UnixEpoch) };

        await OpenAsync();

        Assert.Equal(File, _model.Document.Content.Text);
    }

    [Fact]
    public async Task Edits_of_an_older_file_are_saved_as_such_so_that_the_conflict_is_found()
    {
        _workspace = _workspace with { Draft = new ValuesDraftView(1, new Secret(File + "x: 1\n"), "older", true, DateTimeOffset.UnixEpoch) };

        await OpenAsync();

        Assert.Equal("older", _model.State!.BaseSha256);
        Assert.Equal(["older", "older"], _model.State.Seen.OrderBy(s => s.Key).Select(s => s.Value));
    }

    [Fact]
    public async Task Reading_the_hosts_anew_never_takes_what_is_being_typed()
    {
        await OpenAsync();
        await TypeAsync(File + "mine: 1\n");
        _workspace = Workspace(File.Replace("one.example", "three.example", StringComparison.Ordinal));

        Assert.False(await OpenAsync(keepText: true));

        Assert.Equal(File + "mine: 1\n", _model.Document.Content.Text);
    }

    [Fact]
    public async Task What_is_typed_is_stored_once_and_what_is_taken_back_is_dropped()
    {
        await OpenAsync();
        await TypeAsync(File + "mine: 1\n");
        Assert.True(_model.IsDirty);
        await _model.Draft.SaveAsync(Ct);
        await _model.Draft.SaveAsync(Ct);
        Assert.Equal(File + "mine: 1\n", Assert.Single(_drafts).Text.Reveal());

        await TypeAsync(File);
        await _model.Draft.SaveAsync(Ct);

        Assert.Equal(1, Assert.Single(_discards).Version);
        Assert.False(_model.IsDirty);
    }

    [Fact]
    public async Task Without_a_file_the_reason_is_there_and_no_text()
    {
        _workspace = Workspace("") with { File = null, Problem = new Error(ErrorKind.RemoteFailed, "unreachable", "No host could be reached.", "Check the cables.") };

        Assert.False(await _model.OpenAsync(keepText: false, Ct));

        Assert.False(_model.HasText);
        Assert.Equal("No host could be reached.", _model.State!.Problem!.Message);
    }

    [Fact]
    public async Task A_refused_read_keeps_what_was_there()
    {
        await OpenAsync();
        _gateway.Answer<OpenValues, ValuesWorkspace>(_ => new Error(ErrorKind.RemoteTimeout, "slow", "The appliance did not answer.", "Try again."));

        Assert.False(await _model.OpenAsync(keepText: true, Ct));

        Assert.Equal("slow", _model.Problem!.Code);
        Assert.Equal(File, _model.Document.Content.Text);
        Assert.NotNull(_model.State);
    }

    [Fact]
    public async Task A_key_is_found_from_the_tree_and_from_its_line()
    {
        await OpenAsync();

        Assert.Equal(3, await _model.SelectAsync("global.metrics.prometheusBaseUrl", uncover: true));
        Assert.Equal("global.metrics.prometheusBaseUrl", _model.Inspection!.Row.Path);
        await _model.SelectLineAsync(6);
        Assert.Equal("dex.config.enablePasswordDB", _model.Selected);
        Assert.Equal(0, await _model.SelectAsync("no.such.key"));
        Assert.Null(_model.Inspection);
    }

    [Fact]
    public async Task A_text_that_cannot_be_read_keeps_the_last_tree_and_no_form_changes_it()
    {
        await OpenAsync();
        var rows = _model.Tree.Tree.Count;
        await TypeAsync(File + "broken: [\n");

        Assert.False(_model.Reading.IsReadable);
        Assert.Equal(rows, _model.Tree.Tree.Count);
        var planned = await _model.PlanEditsAsync(_ => ImmutableArray.Create(Set("a", "b")));
        Assert.Equal(ValuesErrors.Unreadable, planned.Error?.Code);
        Assert.Null(await _model.ReadValuesAsync());
    }

    [Fact]
    public async Task A_form_changes_only_what_it_names()
    {
        await OpenAsync();

        var (version, change) = (await _model.PlanEditsAsync(_ => ImmutableArray.Create(Set("global.metrics.prometheusBaseUrl", "https://two.example")))).Require();

        Assert.Equal(_model.Document.Version, version);
        Assert.Equal((2, 2), (change.Line, change.EndLine));
        Assert.DoesNotContain("\n", change.Inserted, StringComparison.Ordinal);
    }

    private static ValueEdit Set(string path, string value) => new(EditOperation.Set, DocumentPath.Parse(path).Require(), ValueScalar.Of(ValueSource.User, value));

    private static ValuesWorkspace Workspace(string text)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        return new ValuesWorkspace
        {
            TakenAt = DateTimeOffset.UnixEpoch,
            Copies = [.. new[] { "edge-1", "edge-2" }.Select(name => new ValuesCopy { Host = name[5..], Name = name, Sha256 = sha256, Counts = true })],
            Authority = new ValuesAuthority(AuthorityKind.EveryCopy, ["1", "2"], "Every copy counts.", ""),
            IsDrifting = false,
            File = new ValuesFile(sha256, new Secret(text), ["edge-1", "edge-2"]),
            Surroundings = new InstallerSurroundings(null, []),
            Installer = new InstallerOutlook(null, null, "", null),
        };
    }

    private async Task<bool> OpenAsync(bool keepText = false)
    {
        var loads = await _model.OpenAsync(keepText, Ct);
        await ReadAsync();
        return loads;
    }

    private Task TypeAsync(string text)
    {
        _model.Document.Take(text);
        return ReadAsync();
    }

    private Task ReadAsync() => UntilAsync(() => _model.Reading.Version == _model.Document.Version);

    // The analysis runs on its own thread and raises Changed when it is published.
    private async Task UntilAsync(Func<bool> isSo)
    {
        while (!isSo())
        {
            await _next.Task.WaitAsync(TimeSpan.FromSeconds(30), Ct);
            _next = new TaskCompletionSource();
        }
    }
}
