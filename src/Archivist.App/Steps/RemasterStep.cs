using System.Security.Cryptography;
using Archivist.App.Cli;
using Archivist.App.Composition;
using Archivist.App.Configuration;
using Archivist.App.Steps.DiscSets;
using Archivist.Media;
using Archivist.Media.Catalogue;
using Archivist.Media.Health;
using Archivist.Replicas.Stores.Folder;
using Archivist.Repository;

namespace Archivist.App.Steps;

/// <summary>Makes a disc again: from the repository or a replica by its plan, or from what is left of it.</summary>
internal static class RemasterStep
{
    /// <summary>What was made.</summary>
    /// <param name="From">Where from.</param>
    /// <param name="IsIdentical">It is the image that the catalogue knows, by its hash; null when it knows none.</param>
    /// <param name="Bytes">Its length.</param>
    /// <param name="Sha256">Of the part that the catalogue's hash covers.</param>
    /// <param name="LostSectors">Sectors that are lost.</param>
    internal sealed record Remastered(string From, bool? IsIdentical, long Bytes, string Sha256, long LostSectors);

    /// <summary>By its plan. The first of repository and replicas in folders that still has every pack is taken.</summary>
    internal static async Task<Remastered> BuildAsync(
        CommandContext context, ArchivistSettings settings, CataloguedDisc disc, string output, CancellationToken cancellationToken)
    {
        if (!DiscSetFolder.Of(settings, disc.Set.Name).Exists)
            throw new ArchivistException(Failure.Failed, $"{disc.Describe()}: there is no plan to make it again by") { Hint = "Make it from the disc itself with --from." };
        var places = settings.Replicas.Select(replica => replica.Url).Where(url => StoreAddress.Open(url) is FolderStore).Prepend(settings.Disk.Repository).ToList();
        ArchivistException? first = null;
        foreach (var place in places)
        {
            var folder = output + ".building";
            try
            {
                BuiltVolume? built = null;
                await DiscSetBuilding.RunAsync(
                    context, settings with { Disk = settings.Disk with { Repository = place } }, new Evidence(settings, context.Clock), disc.Set.Name, disc.Volume, folder, verify: true,
                    volume => built = volume, cancellationToken);
                if (built!.Verdict is { IsGood: false } verdict)
                    throw new ArchivistException(Failure.MediumFailed, $"{built.Path}: {verdict.Sentences[0]}") { Hint = "Check the repository with 'archivist check --read-data'." };
                File.Move(built.Path, output);
                bool? isIdentical = disc.Image is null ? null : disc.Image.Sha256 == built.Image.Sha256.ToString();
                return new Remastered(place, isIdentical, built.TotalBytes, built.Image.Sha256.ToString(), 0);
            }
            catch (ArchivistException failure) when (failure.Failure is Failure.Failed or Failure.RepositoryMissing)
            {
                first ??= failure;
            }
            finally
            {
                if (Directory.Exists(folder))
                    Directory.Delete(folder, recursive: true);
            }
        }

        throw new ArchivistException(first!.Failure, first.Message, first) { Hint = "Make it from what can be read of the disc with --from." };
    }

    /// <summary>From what is left: read, corrected, its parity made whole, and compared with the hash that the catalogue has of it.</summary>
    internal static async Task<Remastered> CorrectAsync(
        CommandContext context, ArchivistSettings settings, CataloguedDisc disc, string from, string output, CancellationToken cancellationToken)
    {
        if (await DiscReadStep.IdentifyAsync(from, cancellationToken) is { } id && id != disc.Id)
            throw new ArchivistException(Failure.Usage, $"{from}: it is disc {id}, not {disc.Id}") { Hint = "Insert the right disc." };
        var order = new DiscReadOrder { Sources = [from], Output = output, Map = output + ".map", Retries = 3 };
        var result = await DiscReadStep.ReadAsync(context, order, cancellationToken);
        await DiscReadStep.RecordAsync(context, settings, disc, order, result, CancellationToken.None);
        var bytes = new FileInfo(output).Length;
        var covered = Math.Min(bytes, disc.Image?.Bytes ?? result.Layout?.DataBytes ?? bytes);
        var sha256 = await HashAsync(output, covered, cancellationToken);
        bool? isIdentical = disc.Image is null ? null : disc.Image.Bytes == covered && disc.Image.Sha256 == sha256;
        return new Remastered(from, isIdentical, bytes, sha256, result.Outcome is DiscReadingOutcome.Damaged ? Math.Max(1, result.LostSectors) : 0);
    }

    private static async Task<string> HashAsync(string path, long length, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var source = FileImageSource.Open(path);
        var buffer = new byte[1 << 20];
        for (long at = 0; at < length;)
        {
            var read = await source.ReadAsync(at, buffer.AsMemory(0, (int)Math.Min(buffer.Length, length - at)), cancellationToken);
            if (read == 0)
                break;
            hash.AppendData(buffer.AsSpan(0, read));
            at += read;
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
