using Archivist.Evidence;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Keys.Codes;

/// <summary>Tries a one-time code and uses it up: the state is durable before the answer is yes. Wrong codes make the next attempt wait, longer each time (RFC 4226, 7.3).</summary>
public sealed class CheckCodeOperation(OperationEnvironment environment) : Operation<CheckCodeRequest, CheckCodeResult>(environment)
{
    private protected override async Task<CheckCodeResult> RunAsync(CheckCodeRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var settings = await archive.ReadSettingsAsync(cancellationToken);
        var clock = archive.Context.Clock;
        var file = CodeFile.Of(settings, clock);
        using var held = await file.LockAsync(cancellationToken);
        var codes = await file.ReadAsync(cancellationToken) ?? throw new ArchivistException(new NoCodes(settings.Archive.Name));
        var now = clock.GetUtcNow();
        // A clock that was set back must not lock anyone out for longer than the delay itself.
        if (now < codes.NotBefore && codes.Failed <= now)
            throw new ArchivistException(new CodesWait(codes.NotBefore - now));
        if (codes.Left == 0)
            throw new ArchivistException(new NoCodes(settings.Archive.Name));
        var (next, number) = codes.Use(request.Code, now);
        await file.WriteAsync(next, settings.Archive.Name, CancellationToken.None);
        if (number is not { } found)
            throw new ArchivistException(new CodeWrong(next.NotBefore - now));
        archive.Enter(new LedgerEntry.CodeUsed(now, codes.Id, found));
        return new CheckCodeResult(codes.Id, found, next.Left);
    }
}
