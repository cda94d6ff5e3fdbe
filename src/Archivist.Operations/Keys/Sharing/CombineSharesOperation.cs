using System.Text;
using Archivist.Keys.Shares;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Keys.Sharing;

/// <summary>Recovers a password from its shares. Needs no repository and no settings.</summary>
public sealed class CombineSharesOperation(OperationEnvironment environment) : Operation<SharesRequest, CombineSharesResult>(environment)
{
    /// <summary>How a shared secret is spelled as a password: base 16 of RFC 4648 in lower case.</summary>
    internal static string PasswordOf(ReadOnlySpan<byte> secret) => Convert.ToHexStringLower(secret);

    private protected override async Task<CombineSharesResult> RunAsync(SharesRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var shares = request.Shares.Count > 0 ? [.. request.Shares.Select(Read)] : await AskAsync(archive.Context, cancellationToken);
        return new CombineSharesResult(PasswordOf(ShareSet.Combine(shares, [])), shares[0].Set.Words);
    }

    /// <summary>Reads one share, and names it in what is wrong with it.</summary>
    internal static Share Read(GivenShare given)
    {
        try
        {
            return Share.Parse(given.Text);
        }
        catch (ArchivistException cause)
        {
            throw new ArchivistException(new ShareRefused(given.Name, cause.Problem), cause);
        }
    }

    /// <summary>Asks until the shares are enough. One that is wrong is reported at once, and asked for again.</summary>
    private static async Task<IReadOnlyList<Share>> AskAsync(OperationContext context, CancellationToken cancellationToken)
    {
        var shares = new List<Share>();
        while (shares.Count == 0 || !ShareTally.Of(shares).IsEnough)
        {
            if (await AskAsync(context, shares.Count + 1, cancellationToken) is not { } given)
                throw new ArchivistException(shares.Count == 0 ? new NoShareGiven() : ShareTally.Of(shares).Missing());
            try
            {
                var share = Read(given);
                _ = ShareTally.Of([.. shares, share]);
                shares.Add(share);
                context.Note(new Notice.ShareGood(given.Name, share.Set.Words, share.Group + 1, share.Member + 1, share.MemberThreshold));
            }
            catch (ArchivistException wrong)
            {
                context.Warn(wrong.Problem);
            }
        }

        return shares;
    }

    /// <summary>Null when no further one is given.</summary>
    internal static async Task<GivenShare?> AskAsync(OperationContext context, int number, CancellationToken cancellationToken) =>
        await context.Events.AskAsync(new Question.Share(number), cancellationToken) is Answer.Secret { Bytes.Length: > 0 } typed
            ? new GivenShare($"share {number}", Encoding.UTF8.GetString(typed.Bytes.Span))
            : null;
}
