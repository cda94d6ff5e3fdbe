using System.Globalization;
using Archivist.Discs.Burning;
using Archivist.Discs.Outputs;
using Archivist.Discs.Sets;
using Archivist.Images;
using Archivist.Images.Mastering;
using Archivist.Images.Model;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Repository.Patterns;

namespace Archivist.Operations.Discs;

/// <summary>Masters plain files as they are: no repository, no encryption.</summary>
internal static class MasterStep
{
    private const int Named = 20;

    /// <summary>https://reproducible-builds.org/specs/source-date-epoch: no time in what is built is later.</summary>
    private const string EpochVariable = "SOURCE_DATE_EPOCH";

    internal static async Task<MasteredDisc> RunAsync(OperationContext context, MasterOrder order, CancellationToken cancellationToken)
    {
        var kind = order.OpenOutput is not null ? OutputKind.Stream : OutputPath.Require(order.Output, order.MayReplace);
        if (kind is OutputKind.File)
        {
            foreach (var source in order.Sources.Concat(order.Grafts.Select(graft => graft.Source)))
                OutputPath.RequireDistinct(order.Output, source);
        }

        if (kind is OutputKind.Disk)
            await context.RequireOverwriteAsync(order.Output, new DeviceGuard(order.Output) { MayBeBuiltIn = order.MayBeBuiltIn }.Inspect(), order.Confirmed, cancellationToken);
        var epoch = ReadEpoch(context);
        using var plain = new PlainLayout(epoch, PathPatterns.Parse(order.Excludes), kind is OutputKind.File ? order.Output : null);
        foreach (var (source, name) in MasterSources.Name(order))
            plain.Add(source, name, cancellationToken);
        Notice(context, order, plain);
        var volume = order.Volume ?? VolumeOf(order.Sources.FirstOrDefault() ?? order.Grafts[0].Source);
        // Descriptors hold hundredths of seconds, so nothing finer may decide about the image.
        var layout = plain.ToLayout(volume, epoch ?? DateTimeOffset.FromUnixTimeSeconds(context.Clock.GetUtcNow().ToUnixTimeSeconds()), order.Format);
        if (order.Medium is { } medium)
            RequireRoom(context, medium, ImageMaster.Plan(layout).Length);
        NoticeNames(context, layout);
        var progress = context.Progress(Work.Mastering);
        var master = new ImageMaster { WithDigest = order.WithDigest };
        var image = await WriteAsync(master, layout, order, kind, progress, cancellationToken);
        foreach (var path in plain.Changed.Order(StringComparer.Ordinal).Take(Named))
            context.Warn($"{Shown(path)}: was changed while the image was written, so its content may be of no one moment");
        return new MasteredDisc(image, volume, plain.Unreadable.Count, plain.Changed.Count);
    }

    /// <summary>Says before anything is written what cannot be read and what had better not be on the image.</summary>
    private static void Notice(OperationContext context, MasterOrder order, PlainLayout plain)
    {
        foreach (var file in plain.Unreadable.Take(order.SkipsUnreadable ? Named : int.MaxValue))
            context.Warn($"{Shown(file)}: cannot be read");
        if (plain.Unreadable.Count > 0 && !order.SkipsUnreadable)
        {
            throw new ArchivistException(Failure.Failed, $"{Quantity.Count(plain.Unreadable.Count, "file or directory", "files and directories")} cannot be read; nothing was written")
            {
                Hint = "Run as a user who can read them, leave them out with --exclude, or go on without them with --skip-unreadable.",
            };
        }

        if (plain.ContainsOutput)
            context.Warn($"{order.Output}: lies in a directory that the image contains; it is left out itself, but an image of another name would contain it");
        if (plain.Images.Count > 0)
            context.Warn($"the image contains {Quantity.Count(plain.Images.Count, "earlier image", "earlier images")} that lie beside it, such as {Shown(plain.Images[0])}; leave them out with --exclude");
        foreach (var path in plain.Repositories)
            context.Warn($"{(path.Length == 0 ? "the root" : Shown(path))}: is a repository, whose files may change while the image is written; 'archivist disc build' puts a repository on a disc");
    }

    private static void RequireRoom(OperationContext context, DiscMedium medium, long length)
    {
        if (length > medium.Capacity)
        {
            throw new ArchivistException(
                Failure.NoSpace, $"the image needs {Quantity.Bytes(length)}, and {Quantity.Bytes(medium.Capacity)} fit on {medium.Name}: {Quantity.Bytes(length - medium.Capacity)} too many; nothing was written")
            {
                Hint = "Choose a larger medium, or leave something out with --exclude.",
            };
        }

        context.Note(string.Create(CultureInfo.InvariantCulture, $"Fits: {Quantity.Bytes(length)} of {Quantity.Bytes(medium.Capacity)} of {medium.Name}, {100.0 * length / medium.Capacity:0.0} %."));
    }

    /// <summary>UDF keeps every name, and Windows prefers UDF.</summary>
    private static void NoticeNames(OperationContext context, DiscLayout layout)
    {
        var names = layout.Format.Udf is UdfRevision.None ? default : WindowsNames.Of(layout);
        if (names.Alike > 0)
            context.Warn($"{Quantity.Count(names.Alike, "name differs", "names differ")} from another in case only, such as {Shown(names.FirstAlike!)}; Windows opens only one of such files (in Joliet they are named apart)");
        if (names.Closed > 0)
            context.Warn($"{Quantity.Count(names.Closed, "name", "names")} cannot be opened by Windows, such as {Shown(names.FirstClosed!)} (in Joliet they have others)");
    }

    /// <summary>Names are bytes of others; a terminal gets no control characters from them, and no halves of characters.</summary>
    private static string Shown(string path) => string.Concat(path.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));

    private static async Task<MasteredImage> WriteAsync(
        ImageMaster master, DiscLayout layout, MasterOrder order, OutputKind kind, IProgress<long> progress, CancellationToken cancellationToken)
    {
        switch (kind)
        {
            case OutputKind.Stream:
            {
                await using var pipe = order.OpenOutput is { } open ? open() : OpenStream(order.Output);
                return await master.WriteAsync(layout, pipe, progress, cancellationToken);
            }

            case OutputKind.Disk:
            {
                await using var disk = new DeviceGuard(order.Output) { MayBeBuiltIn = order.MayBeBuiltIn }.Open();
                var written = await master.WriteAsync(layout, disk, progress, cancellationToken);
                DurableFile.Synchronize(disk.SafeFileHandle, order.Output);
                return written;
            }
        }

        using var file = OutputFile.Create(order.Output);
        try
        {
            var image = await master.WriteAsync(layout, file.Stream, progress, cancellationToken);
            file.Publish(order.MayReplace);
            return image;
        }
        catch (ArchivistException e) when (e.Failure is Failure.NoSpace)
        {
            throw DiscStep.NoRoom(order.Output, ImageMaster.Plan(layout).Length, e);
        }
    }

    private static FileStream OpenStream(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ArchivistException(Failure.Failed, $"{path}: cannot be written: {e.Message}", e) { Hint = "Choose another place for the image." };
        }
    }

    private static DateTimeOffset? ReadEpoch(OperationContext context)
    {
        if (context.Surroundings.Find(EpochVariable) is not { } text)
            return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw new ArchivistException(Failure.Usage, $"{EpochVariable} is '{text}', which is not a number of seconds") { Hint = "Unset it, or give seconds since 1970." };
    }

    private static string VolumeOf(string source)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(source))).ToUpperInvariant();
        var label = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_').Take(32));
        return label.Length == 0 ? "DISC" : label;
    }
}
