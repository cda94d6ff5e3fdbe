using System.Text.Json;
using Archivist.Repository.Crypto;
using Archivist.Repository.Retention;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Stores;

namespace Archivist.ToolTests.Repository;

/// <summary>Retention rules against restic's own answers.</summary>
public sealed class ForgetLikeResticTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>Zone and seed: 8 times 40 policies.</summary>
    public static TheoryData<string, int> Histories => new()
    {
        { "UTC", 1 }, { "UTC", 2 }, { "Europe/Berlin", 3 }, { "Europe/Berlin", 4 }, { "America/New_York", 5 },
        { "Australia/Lord_Howe", 6 }, { "Europe/London", 7 }, { "Asia/Kathmandu", 8 },
    };

    [Theory]
    [MemberData(nameof(Histories))]
    public async Task Random_policies_on_a_generated_history_give_the_same_answers_as_restic(string zoneName, int seed)
    {
        Assert.SkipUnless(File.Exists($"/usr/share/zoneinfo/{zoneName}"), "time zones are not installed: apt-get install tzdata");
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneName);
        var random = new Random(seed);
        using var made = await ResticRepository.CreateAsync();
        foreach (var snapshot in GeneratedHistory.Create(random, TimeProvider.System.GetUtcNow(), zone, Digest.Of("no tree"u8)))
            await made.Repository.WriteFileAsync(ObjectKind.Snapshot, SnapshotFile.Write(snapshot), None);
        var all = await made.Repository.ListSnapshotsAsync(None);
        Assert.True(all.Count > 20);

        var decided = 0;
        for (var i = 0; i < 40; i++)
        {
            var drawn = DrawnPolicy.Create(random);
            var (status, output) = await made.RunAsync(["forget", "--dry-run", "--no-lock", "--json", .. drawn.Arguments], zoneName);
            Assert.True(status == 0, output);
            var plan = ForgetPlan.ByPolicy(all, drawn.Filter, drawn.Grouping, drawn.Policy, TimeProvider.System.GetLocalNow(), zone);
            var context = string.Join(' ', drawn.Arguments);
            Assert.Equal((context, Theirs(output)), (context, Ours(plan)));
            decided += plan.Groups.Sum(group => group.Group.Snapshots.Count);
            Assert.All(plan.Groups, HoldsBackOnlyWithReason);
        }

        Assert.True(decided > 40 * 10);
    }

    private static void HoldsBackOnlyWithReason(ForgetGroup group)
    {
        var held = group.Verdict.Removed.Count - group.Removed.Count;
        Assert.Equal(held > 0, group.IsRefused || group.Doubts.Count > 0);
        Assert.Equal(group.IsRefused, group.Verdict.Kept.Count == 0 && group.Doubts.Count == 0);
        Assert.True(group.Removed.Count < group.Group.Snapshots.Count);
    }

    /// <summary>Every group with what is kept, why, and what goes, as sorted lines; snapshots by their times, for those of one moment come in any order.</summary>
    private static string Ours(ForgetPlan plan) => Sorted(plan.Groups.SelectMany(group =>
    {
        var key = $"{group.Group.Host}|{string.Join(',', group.Group.Paths ?? [])}|{string.Join(',', group.Group.Tags ?? [])}";
        return group.Verdict.Kept.Select(kept => $"{key} keep {kept.Snapshot.Time} {string.Join(", ", kept.Reasons)}")
            .Concat(group.Verdict.Removed.Select(snapshot => $"{key} remove {snapshot.Time}"));
    }));

    private static string Theirs(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Sorted(document.RootElement.EnumerateArray().SelectMany(group =>
        {
            var key = $"{group.GetProperty("host").GetString()}|{string.Join(',', Words(group, "paths"))}|{string.Join(',', Words(group, "tags"))}";
            return List(group, "reasons").Select(reason => $"{key} keep {Time(reason.GetProperty("snapshot"))} {string.Join(", ", Words(reason, "matches"))}")
                .Concat(List(group, "remove").Select(snapshot => $"{key} remove {Time(snapshot)}"));
        }));
    }

    private static string Sorted(IEnumerable<string> lines) => string.Join('\n', lines.Order(StringComparer.Ordinal));

    private static string? Time(JsonElement snapshot) => snapshot.GetProperty("time").GetString();

    private static List<JsonElement> List(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var list) && list.ValueKind is JsonValueKind.Array ? [.. list.EnumerateArray()] : [];

    private static IEnumerable<string> Words(JsonElement parent, string name) => List(parent, name).Select(word => word.GetString()!);
}
