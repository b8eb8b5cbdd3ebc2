using System.Collections.Immutable;
using PaletteAI.Console.Application.Operations.Values;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Application.Values;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Values.Copies;
using PaletteAI.Console.Domain.Values.Merging;
using PaletteAI.Console.Features.Values.Saving;
using PaletteAI.Console.Tests.Clusters;

namespace PaletteAI.Console.Tests.Values;

/// <summary>The steps of a save: nothing is written before all that is serious was accepted, and whoever came first is never overwritten.</summary>
public sealed class SaveModelTests
{
    private static readonly Error _changed = new(ErrorKind.Refused, ValuesErrors.Changed, "Somebody changed it.") { Facts = new Dictionary<string, string> { ["hosts"] = "b,c" } };
    private readonly ScriptedGateway _gateway = new();
    private readonly List<SaveValues> _saves = [];
    private readonly List<MergeValues> _merges = [];
    private ValuesSavePlan _plan = Plan();

    public SaveModelTests()
    {
        _gateway.Answer<PlanValuesSave, ValuesSavePlan>(_ => _plan);
        _gateway.Answer<SaveValues, ValuesSaved>(save =>
        {
            _saves.Add(save);
            return new ValuesSaved(7, "new", [new ValuesRevisionHost("a", "edge-1", ValuesWriteState.Written), new ValuesRevisionHost("b", "edge-2", ValuesWriteState.Failed)], _plan.Next, DraftKept: false);
        });
        _gateway.Answer<MergeValues, ValuesMerge>(merge =>
        {
            _merges.Add(merge);
            return new ValuesMerge(new Secret("joined"), "base2", ImmutableDictionary<string, string>.Empty, [], new ValuesComparison([], [], true), KeepsComments: true);
        });
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_saves_what_the_plan_saw_on_the_hosts_it_named()
    {
        var model = await PlannedAsync();
        Assert.Equal((SaveStage.Review, "Save to 2 hosts", ""), (model.Stage, model.SaveLabel, model.WhyNot));
        model.Reason = "  new metrics \n";

        await model.SaveAsync(Ct);

        var save = Assert.Single(_saves);
        Assert.Equal(["a", "b", "d"], save.Targets);
        Assert.Equal([("a", "1"), ("b", "2")], save.Seen.OrderBy(s => s.Key).Select(s => (s.Key, s.Value)));
        Assert.Equal(("new metrics", 5L, "base"), (save.Reason, save.DraftVersion, save.BaseSha256));
        Assert.Equal(SaveStage.Saved, model.Stage);
        Assert.False(model.Saved!.IsComplete);
    }

    [Fact]
    public async Task What_is_serious_is_accepted_one_by_one_first()
    {
        _plan = Plan() with { Acceptances = [new("nobody-can-sign-in", Severity.Error, "Nobody can sign in.", "", ""), new("default-user", Severity.Warning, "The shipped user is there.", "", "")] };
        var model = await PlannedAsync();

        Assert.Equal("2 consequences are not accepted yet.", model.WhyNot);
        model.Accept("nobody-can-sign-in", true);
        Assert.Equal("1 consequence is not accepted yet.", model.WhyNot);
        await model.SaveAsync(Ct);
        Assert.Empty(_saves);

        model.Accept("default-user", true);
        model.Accept("nobody-can-sign-in", false);
        await model.SaveAsync(Ct);
        Assert.Empty(_saves);

        model.Accept("nobody-can-sign-in", true);
        await model.SaveAsync(Ct);
        Assert.Equal(["default-user", "nobody-can-sign-in"], Assert.Single(_saves).Accepted.Order());
    }

    [Fact]
    public async Task A_file_somebody_changed_is_joined_and_a_choice_joins_again_with_all_choices()
    {
        _plan = Plan() with { Refusal = _changed };
        var model = await PlannedAsync();

        Assert.Equal((SaveStage.Conflict, "edge-2"), (model.Stage, model.ConflictHost));
        Assert.Equal(("b", 0), (_merges[0].Host, _merges[0].Choices.Count));
        await model.ChooseAsync("x", MergeChoice.Mine, Ct);
        await model.ChooseAsync("y", MergeChoice.Theirs, Ct);
        Assert.Equal([("x", MergeChoice.Mine), ("y", MergeChoice.Theirs)], _merges[^1].Choices.Select(c => (c.Key, c.Value)).Order());
        Assert.Equal("joined", model.Merge!.Text.Reveal());
        await model.SaveAsync(Ct);
        Assert.Empty(_saves);
    }

    [Fact]
    public async Task A_change_between_plan_and_save_is_joined_too()
    {
        _gateway.Answer<SaveValues, ValuesSaved>(_ => _changed);
        var model = await PlannedAsync();

        await model.SaveAsync(Ct);

        Assert.Equal(SaveStage.Conflict, model.Stage);
        Assert.Single(_merges);
        Assert.Null(model.Saved);
    }

    [Fact]
    public async Task A_save_that_failed_is_told_and_can_be_tried_again()
    {
        var fails = true;
        _gateway.Answer<SaveValues, ValuesSaved>(_ => fails ? new Error(ErrorKind.RemoteFailed, ValuesErrors.NotWritten, "No host could be written.") : new ValuesSaved(1, "new", [], _plan.Next, false));
        var model = await PlannedAsync();

        await model.SaveAsync(Ct);
        Assert.Equal((SaveStage.Review, "It cannot be saved", ValuesErrors.NotWritten), (model.Stage, model.ProblemTitle, model.Problem!.Code));

        fails = false;
        await model.SaveAsync(Ct);
        Assert.Equal((SaveStage.Saved, (Error?)null), (model.Stage, model.Problem));
    }

    [Fact]
    public async Task Looking_at_the_difference_never_writes_and_takes_no_conflict_for_a_fault()
    {
        _plan = Plan() with { Refusal = new Error(ErrorKind.Refused, ValuesErrors.NothingToSave, "Every host has it.") };
        var model = await PlannedAsync(isDiffOnly: true);
        await model.SaveAsync(Ct);

        Assert.Equal((SaveStage.Review, (Error?)null), (model.Stage, model.Problem));
        Assert.Empty(_saves);
        Assert.Empty(_merges);
    }

    [Fact]
    public async Task Hosts_that_cannot_be_compared_are_named_as_the_reason()
    {
        _gateway.Answer<PlanValuesSave, ValuesSavePlan>(_ => new Error(ErrorKind.RemoteFailed, "unreachable", "edge-1 does not answer."));
        var model = await PlannedAsync();

        Assert.Equal(("The hosts could not be compared", "The hosts are not compared yet.", "Save"), (model.ProblemTitle, model.WhyNot, model.SaveLabel));
        await model.SaveAsync(Ct);
        Assert.Empty(_saves);
    }

    private async Task<SaveModel> PlannedAsync(bool isDiffOnly = false)
    {
        var model = new SaveModel(_gateway, new SaveRequest(new Secret("text"), "base", ImmutableDictionary<string, string>.Empty, 5, isDiffOnly));
        await model.PlanAsync(Ct);
        return model;
    }

    private static ValuesSavePlan Plan() => new()
    {
        Sha256 = "new",
        Authority = new ValuesAuthority(AuthorityKind.EveryCopy, ["a", "b", "d"], "Every copy counts.", ""),
        Targets =
        [
            new("a", "edge-1", ValuesTargetState.Write, "1", null),
            new("b", "edge-2", ValuesTargetState.Overwrite, "2", null),
            new("d", "edge-4", ValuesTargetState.Unreadable, "", new Error(ErrorKind.RemoteFailed, "unreachable", "edge-4 does not answer.")),
        ],
        LeftAlone = "",
        FileDiff = [],
        KeyChanges = [],
        Findings = [],
        Acceptances = [],
        Next = new ValuesNext(null, null, null, ""),
    };
}
