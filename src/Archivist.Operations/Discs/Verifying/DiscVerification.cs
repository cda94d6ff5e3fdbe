using Archivist.Correction.Rs03;
using Archivist.Images.Model;
using Archivist.Images.Reading;
using Archivist.Images.Verifying;
using Archivist.Operations.Events;
using Archivist.Platform.Problems;
using Archivist.Recovery.Builder;
using Archivist.Repository.Crypto;

namespace Archivist.Operations.Discs.Verifying;

/// <summary>Reads images and discs back.</summary>
internal static class DiscVerification
{
    /// <summary>Reads an image back whole, and its error correction beside it.</summary>
    internal static async Task<DiscVerdict> RunAsync(
        OperationContext context, string path, string? folder, bool requiresFolder, Digest? expected, CancellationToken cancellationToken)
    {
        var progress = context.Progress(Work.ReadingBack);
        using var source = FileImageSource.Open(path);
        var layout = Rs03LayoutFinder.Find(source);
        // Both take one processor or a little more; side by side they are done when the slower one is.
        var correction = layout is null ? null : Rs03Check.RunAsync(source, layout, null, null, cancellationToken);
        ImageVerdict? image = null;
        ArchivistException? unreadable = null;
        try
        {
            image = await new ImageVerifier { ObjectsFolder = folder, RequiresObjects = requiresFolder, Expected = expected }.VerifyAsync(source, progress, cancellationToken);
        }
        catch (ArchivistException e) when (correction is not null && e.Failure is Failure.MediumFailed)
        {
            unreadable = e;
        }
        finally
        {
            if (correction is not null)
                await ((Task)correction).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return new DiscVerdict(image, unreadable, correction is null ? null : await correction) { Boot = await FindBootCertificatesAsync(path, cancellationToken) };
    }

    private static async Task<BootCertificates?> FindBootCertificatesAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var image = await ProtectedImage.OpenAsync(path, cancellationToken);
            if (image.Find(BootCertificates.PathOnDisc) is not { Kind: DiscEntryKind.File, Length: <= BootCertificates.LargestFile } file)
                return null;
            using var content = new MemoryStream();
            await image.OpenFile(file).CopyToAsync(content, cancellationToken);
            return BootCertificates.TryParse(content.GetBuffer().AsSpan(0, (int)content.Length));
        }
        catch (Exception e) when (e is ArchivistException or IOException)
        {
            // That it cannot be read is a finding of its own already.
            return null;
        }
    }
}
