using System.Globalization;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Operations.Remembering;
using Archivist.Operations.Replicating;
using Archivist.Platform.Problems;
using Archivist.Replicas.Addresses;
using Archivist.Replicas.Probing;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Probing;

/// <summary>Finds out what replicas do, one after the other, and remembers it. Needs no password.</summary>
public sealed class TestReplicasOperation(OperationEnvironment environment) : Operation<TestReplicasRequest, TestReplicasResult>(environment)
{
    private protected override async Task<TestReplicasResult> RunAsync(TestReplicasRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var context = archive.Context;
        var settings = await archive.FindSettingsAsync(cancellationToken);
        var replicas = ChosenReplicas.Of(request.Replicas, settings);
        var places = new CopyPlaces(context, archive.AddressOf(settings));
        places.RequireDistinct([.. replicas.Select(replica => (replica.Name, replica.Address))]);
        var entries = new Bookkeeping();
        using var memory = settings is null ? null : AuditMemory.TryOpen(settings.Audit.Memory, entries);
        var (tested, weaker) = (new List<TestedReplica>(), new List<Problem>());
        foreach (var (name, address, _) in replicas)
        {
            var replica = await TestAsync(name, address, places, context, cancellationToken);
            tested.Add(replica);
            var server = await ServerFacts.FindAsync(context, address, cancellationToken);
            foreach (var harm in replica.Outcome?.Bucket is { } bucket ? BucketReview.FindHarmful(name, bucket) : [])
                context.Warn(harm);
            await entries.TryAsync(() =>
            {
                if (memory is not null && replica.Outcome?.Bucket?.Settings is { } settings)
                    weaker.AddRange(BucketCapabilities.FindWeaker(name, memory.LoadCapabilities(name), settings).Select(finding => finding.Problem));
                memory?.RecordCapabilities(name, Capabilities(replica), context.Clock.GetUtcNow());
                memory?.RecordFacts(name, server, context.Clock.GetUtcNow());
                return Task.CompletedTask;
            });
        }

        foreach (var finding in weaker)
            context.Warn(finding);
        var verdict = Severity.Worst(
            [.. tested.Select(replica => replica.Failure?.Failure ?? (replica.IsGood ? Failure.None : Failure.Findings)), .. weaker.Select(finding => finding.Failure), entries.Report(context.Events)]);
        return new TestReplicasResult(tested) { Verdict = verdict };
    }

    /// <summary>What fails is returned: it must not keep others waiting.</summary>
    private static async Task<TestedReplica> TestAsync(string name, string address, CopyPlaces places, OperationContext context, CancellationToken cancellationToken)
    {
        var kind = RepositoryAddress.Parse(address).Kind;
        try
        {
            var startedAt = context.Clock.GetTimestamp();
            await context.OpenStore(address).FindLengthAsync(ObjectName.Configuration, cancellationToken);
            var first = context.Clock.GetElapsedTime(startedAt);
            var store = await places.OpenAsync(name, address, Beginning.Never, cancellationToken);
            var outcome = await new PlaceProbe(store, context.Clock).RunAsync(cancellationToken);
            foreach (var left in outcome.LeftBehind)
                context.Warn(new ProbeNotRemoved(name, left));
            await places.RememberAsync(address, store, cancellationToken);
            return new TestedReplica(name, store.Location, kind, outcome, null) { FirstRequest = first };
        }
        catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException)
        {
            return new TestedReplica(name, AddressText.WithoutCredentials(address), kind, null, Failures.Of(cause, isStopped: false));
        }
    }

    /// <summary>As docs/formats/audits.md names them; what is not known is left out.</summary>
    private static IEnumerable<(string Name, string Value)> Capabilities(TestedReplica replica)
    {
        if (replica.Outcome is not { } outcome)
            return [];
        (string Name, bool? Value)[] found =
        [
            ("writes", outcome.Writes), ("reads", outcome.Reads), ("ranges", outcome.Ranges), ("refuses_past_end", outcome.RefusesPastEnd), ("lists_at_once", outcome.ListsAtOnce),
            ("refuses_existing", outcome.RefusesExisting), ("checks_content", outcome.ChecksContent), ("removes", outcome.Removes),
        ];
        return
        [
            ("kind", replica.Kind.ToString().ToLowerInvariant()),
            ("first_request_ms", ((long)replica.FirstRequest!.Value.TotalMilliseconds).ToString(CultureInfo.InvariantCulture)),
            .. found.Where(entry => entry.Value is not null).Select(entry => (entry.Name, entry.Value is true ? "yes" : "no")),
            .. outcome.Bucket is { } bucket ? BucketCapabilities.Of(bucket).SelectMany(group => group.Values) : [],
        ];
    }
}
