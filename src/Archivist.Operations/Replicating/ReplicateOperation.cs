using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Archivist.Replicas.Addresses;

namespace Archivist.Operations.Replicating;

/// <summary>Copies what replicas lack, all of them side by side. Needs no password.</summary>
public sealed class ReplicateOperation(OperationEnvironment environment) : Operation<ReplicateRequest, ReplicateResult>(environment)
{
    private protected override async Task<ReplicateResult> RunAsync(ReplicateRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var settings = await archive.FindSettingsAsync(cancellationToken);
        var source = archive.OpenStore(settings);
        var replicas = Choose(request.Replicas, settings);
        if (replicas.Count == 0)
            throw new ArchivistException(new NoReplicasNamed());
        var places = new CopyPlaces(archive.Context, archive.AddressOf(settings));
        places.RequireDistinct([.. replicas.Select(replica => (replica.Name, replica.Address))]);
        var attempts = await Task.WhenAll(replicas.Select(replica => ReplicaFilling.TryAsync(
            archive.Context, places, source, replica.Name, replica.Address, BeginningOf(request, replica.IsTyped), cancellationToken)));
        await places.RememberAsync(archive.AddressOf(settings), source, cancellationToken);
        var complete = attempts.Count(attempt => attempt.Failure is null);
        var failures = attempts.Select(attempt => attempt.Failure).OfType<ArchivistException>()
            .Select(failure => new ArchivistException(failure.Problem with { Failure = CopyAttempt.CodeOf(failure, complete, settings?.Policy) }, failure)).OrderBy(failure => Severity.Of(failure.Failure)).ToList();
        return new ReplicateResult(complete, failures) { Verdict = Severity.Worst(failures.Select(failure => failure.Failure)) };
    }

    private static List<(string Name, string Address, bool IsTyped)> Choose(IReadOnlyList<string> named, ArchivistSettings? settings) => named.Count > 0
        ? [.. named.Select(name => settings?.Replicas.FirstOrDefault(replica => replica.Name == name) is { } replica ? (name, replica.Url, false) : (AddressText.WithoutCredentials(name), name, true))]
        : [.. (settings?.Replicas ?? []).Select(replica => (replica.Name, replica.Url, false))];

    /// <summary>An address that is typed out names a place of which the operator knows; one of the settings is begun when it is created, or on request.</summary>
    private static Beginning BeginningOf(ReplicateRequest request, bool isTyped) =>
        request.Begins ? Beginning.Always : isTyped ? Beginning.WhereNoneWas : Beginning.Never;
}
