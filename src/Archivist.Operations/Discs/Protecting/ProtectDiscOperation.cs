using Archivist.Correction.Rs03;
using Archivist.Discs.Building;
using Archivist.Discs.Outputs;
using Archivist.Images.Reading;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Discs.Protecting;

/// <summary>Adds error correction (RS03) to an image, completes or removes it. Needs no archive.</summary>
public sealed class ProtectDiscOperation(OperationEnvironment environment) : Operation<ProtectDiscRequest, ProtectDiscResult>(environment)
{
    private protected override async Task<ProtectDiscResult> RunAsync(ProtectDiscRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var context = archive.Context;
        var startedAt = context.Clock.GetTimestamp();
        OutputPath.RequireInPlaceOrCopy(request.Image, request.Output, request.MayReplace);
        var layout = request.Action is ProtectionAction.Strip
            ? await StripAsync(request, cancellationToken)
            : await ProtectAsync(request, context, cancellationToken);
        return new ProtectDiscResult(request.Output ?? request.Image, layout, context.Clock.GetElapsedTime(startedAt));
    }

    private static async Task<Rs03Layout> ProtectAsync(ProtectDiscRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var finishes = request.Action is ProtectionAction.Finish;
        Rs03Layout layout;
        using (var source = FileImageSource.Open(request.Image))
        {
            var found = Rs03LayoutFinder.Find(source);
            if (found is null && finishes)
                throw new ArchivistException(new NoCorrectionBegun(request.Image));
            if (found is not null && await StateAsync(source, found, cancellationToken) is var state && (!finishes || state is not ProtectionState.Incomplete))
                throw new ArchivistException(new AlreadyProtected(request.Image, state));
            if (found is null && await ProtectedImage.FindMissingAsync(source, cancellationToken) is > 0 and var missing)
                throw new ArchivistException(new ImageCutShort(request.Image, missing));
            layout = found ?? LayOut(request, source.Length);
        }

        if (finishes)
            Cut(request.Image, layout);
        await ImageBuild.ProtectAsync(request.Image, request.Output, layout, request.MayReplace, context.Progress(Work.Protecting, layout.TotalBytes), cancellationToken);
        return layout;
    }

    /// <summary>Removes error correction, whole or half-made; an image that needs it to become whole keeps it.</summary>
    private static async Task<Rs03Layout> StripAsync(ProtectDiscRequest request, CancellationToken cancellationToken)
    {
        Rs03Layout layout;
        using (var source = FileImageSource.Open(request.Image))
        {
            layout = Rs03LayoutFinder.Find(source) ?? throw new ArchivistException(new NoCorrectionFound(request.Image, IsNeeded: false));
            var verdict = await Rs03Check.RunAsync(source, layout, null, null, cancellationToken);
            if (!request.MayReplace && verdict.Missing.Runs().Concat(verdict.Wrong.Runs()).Any(run => run.First < layout.DataSectors))
                throw new ArchivistException(new CorrectionStillNeeded(request.Image));
        }

        Cut(request.Image, layout);
        return layout;
    }

    /// <summary>When adding it was interrupted, everything that is wrong lies behind the image.</summary>
    private static async Task<ProtectionState> StateAsync(FileImageSource source, Rs03Layout layout, CancellationToken cancellationToken)
    {
        var verdict = await Rs03Check.RunAsync(source, layout, null, null, cancellationToken);
        return verdict.IsOnlyBehind ? ProtectionState.Incomplete : verdict.IsWhole ? ProtectionState.Whole : ProtectionState.Damaged;
    }

    /// <summary>Leaves the image alone.</summary>
    private static void Cut(string path, Rs03Layout layout)
    {
        try
        {
            using var image = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            RandomAccess.SetLength(image, layout.DataBytes);
            DurableFile.Synchronize(image, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ArchivistException(new ImageNotChangeable(path, Cause.Of(e)), e);
        }
    }

    private static Rs03Layout LayOut(ProtectDiscRequest request, long bytes) => request.RedundancyPercent is { } percent
        ? Rs03Layout.WithRedundancy(bytes, percent)
        : Rs03Layout.ForMedium(bytes, request.MediumSectors ?? MediumCapacity.SmallestFor(bytes) ?? throw new ArchivistException(new FitsNoMedium(request.Image, bytes)));
}
