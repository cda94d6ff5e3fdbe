using System.Security.Cryptography;
using Archivist.Correction.Rs03;
using Archivist.Discs.Outputs;
using Archivist.Discs.Problems;
using Archivist.Discs.Templates;
using Archivist.Images;
using Archivist.Images.Mastering;
using Archivist.Images.Model;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;

namespace Archivist.Discs.Building;

/// <summary>Masters a laid-out disc into a file, with its error correction behind it. Thread-safe.</summary>
public static class ImageBuild
{
    /// <summary>The error correction of an image by its template; null when the template has none.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.NoSpace"/>: the image, or its correction, does not fit on the medium.</exception>
    public static Rs03Layout? LayOutCorrection(DiscTemplate template, ImagePlan plan)
    {
        if (plan.Length > template.Capacity)
            throw new ArchivistException(new MediumTooSmall(template.Name, template.Medium, plan.Length, template.Capacity));
        try
        {
            return template.Correction?.LayOut(plan.Length, template.Capacity);
        }
        catch (ArchivistException e) when (e.Failure is Failure.NoSpace)
        {
            throw new ArchivistException(new CorrectionDoesNotFit(template.Name, Cause.Of(e)), e);
        }
    }

    /// <summary>Writes the image and its correction. The file gets its name when it is whole and durable; a failure leaves nothing of it.</summary>
    /// <param name="layout">What is on the disc.</param>
    /// <param name="plan">The plan of <paramref name="layout"/>.</param>
    /// <param name="correction">Its error correction; null for none.</param>
    /// <param name="path">The file.</param>
    /// <param name="publish">Gives the finished file its name.</param>
    /// <param name="mastering">Bytes of the image that are written.</param>
    /// <param name="protecting">Bytes of the image with its correction that are written; null without any.</param>
    /// <param name="cancellationToken">Leaves nothing.</param>
    /// <exception cref="ArchivistException">The file cannot be written.</exception>
    public static async Task<MasteredImage> WriteAsync(
        DiscLayout layout, ImagePlan plan, Rs03Layout? correction, string path, Func<OutputFile, Task> publish, IProgress<long>? mastering, IProgress<long>? protecting, CancellationToken cancellationToken)
    {
        DurableFile.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using var file = OutputFile.Create(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        MasteredImage image;
        try
        {
            image = await new ImageMaster { Hash = hash }.WriteAsync(layout, file.Stream, mastering, cancellationToken);
            if (correction is not null)
                await Rs03Encoder.ProtectAsync(file.Handle, path, correction, hash, protecting, cancellationToken);
        }
        catch (ArchivistException e) when (e.Failure is Failure.NoSpace)
        {
            throw NeedsSpace(path, correction?.TotalBytes ?? plan.Length, e);
        }

        await publish(file);
        return image with { WholeDigest = new Digest(hash.GetHashAndReset()) };
    }

    /// <summary>Augments an image: in place, or into a copy.</summary>
    /// <exception cref="ArchivistException">A file cannot be read or written.</exception>
    public static async Task ProtectAsync(string path, string? copy, Rs03Layout layout, bool mayReplace, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        if (copy is null)
        {
            await Rs03Encoder.ProtectAsync(path, layout, null, progress, cancellationToken);
            return;
        }

        using var file = OutputFile.Create(copy);
        await Rs03Encoder.CopyAsync(path, file.Handle, copy, layout, progress, cancellationToken);
        file.Publish(mayReplace);
    }

    /// <summary>Names the target and how much space is missing there.</summary>
    public static ArchivistException NeedsSpace(string path, long bytes, ArchivistException cause)
    {
        var free = new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(path))!).AvailableFreeSpace;
        return new ArchivistException(new ImageNeedsSpace(path, bytes, Math.Max(0, bytes - free)), cause);
    }
}
