using System.Globalization;
using System.Net;
using Archivist.Evidence;
using Archivist.Evidence.Witnessing;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Archivist.Replicas.Stores.Http;

namespace Archivist.Operations.Archives;

/// <summary>
/// Shows the head of the ledger to every witness of the settings, and keeps their cosignatures (C2SP tlog-witness). A witness that cannot be reached is a warning; one that has seen another
/// history is proof of a rollback or a fork.
/// </summary>
internal sealed class WitnessRound(OperationContext context, ArchivistSettings settings)
{
    private const int LongestAnswer = 16 << 10;

    /// <summary>No operation waits longer for a witness.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Asks them all, side by side.</summary>
    /// <returns>The most severe failure, which was reported; <see cref="Failure.None"/> without any.</returns>
    internal async Task<Failure> RunAsync(CancellationToken cancellationToken)
    {
        var entries = new Bookkeeping();
        await entries.TryAsync(async () =>
        {
            var ledger = await new ArchiveLedger(settings, context.Clock).OpenAsync(cancellationToken);
            await Task.WhenAll(settings.Witnesses.Select(witness => entries.TryAsync(() => AskAsync(ledger, witness, cancellationToken))));
        });
        return entries.Report(context.Events);
    }

    private async Task AskAsync(LedgerFolder ledger, WitnessSettings witness, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            using var client = new HttpClient(HttpConnection.CreateHandler(new ServerTrust(witness.CaCertificate, null)), disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
            await AskAsync(ledger, witness, client, limit.Token);
        }
        catch (HttpRequestException cause)
        {
            context.Warn(new WitnessUnreachable(witness.Key.Name, witness.Url.ToString(), Cause.Of(cause)));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            context.Warn(new WitnessSilent(witness.Key.Name, witness.Url.ToString(), Patience));
        }
    }

    private async Task AskAsync(LedgerFolder ledger, WitnessSettings witness, HttpClient client, CancellationToken cancellationToken)
    {
        var known = (await CosignedCheckpoints.FindAsync(settings.Ledger.Folder, ledger.Key, witness.Key, cancellationToken))?.Head.Size ?? 0;
        for (var attempt = 1; ; attempt++)
        {
            var request = await CosignedCheckpoints.PrepareAsync(ledger, known, cancellationToken);
            var size = LedgerFolder.SizeOf(request.Checkpoint.Span)!.Value;
            var (status, body) = await SendAsync(client, witness, request, cancellationToken);
            switch (status)
            {
                case HttpStatusCode.OK:
                    if (await CosignedCheckpoints.KeepAsync(ledger, witness.Key, request, body, context.Clock.GetUtcNow(), cancellationToken) is null)
                        context.Warn(new CosignatureRejected(witness.Key.Name, witness.Url.ToString()));
                    return;
                case HttpStatusCode.Conflict when TryReadSize(body, out var theirs):
                    if (theirs > size)
                        throw new ArchivistException(new WitnessAhead(settings.Ledger.Folder, witness.Key.Name, theirs, size));
                    if (theirs == known && theirs == size)
                        throw new ArchivistException(new WitnessContradicts(settings.Ledger.Folder, witness.Key.Name, theirs));
                    // It knows another size than is remembered here; another process may ask at the same time, so a few times.
                    if (attempt == 3)
                        break;
                    known = theirs;
                    continue;
                case HttpStatusCode.Conflict when known == size:
                case HttpStatusCode.UnprocessableEntity:
                    // The proof was verified before it was sent.
                    throw new ArchivistException(new WitnessContradicts(settings.Ledger.Folder, witness.Key.Name, known));
            }

            context.Warn(new WitnessRefusedLedger(witness.Key.Name, witness.Url.ToString(), (int)status, ledger.Key.ToString()));
            return;
        }
    }

    private static async Task<(HttpStatusCode Status, string Body)> SendAsync(HttpClient client, WitnessSettings witness, WitnessRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(witness.Url, "add-checkpoint")) { Content = new ByteArrayContent(request.ToBytes()) };
        using var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await using var content = await response.Content.ReadAsStreamAsync(cancellationToken);
        var body = new byte[LongestAnswer];
        var length = await content.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken);
        return (response.StatusCode, System.Text.Encoding.UTF8.GetString(body.AsSpan(0, length)));
    }

    private static bool TryReadSize(string body, out long size) => long.TryParse(body.TrimEnd('\n'), NumberStyles.None, CultureInfo.InvariantCulture, out size);
}
