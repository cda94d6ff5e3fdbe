using System.Globalization;
using Archivist.Discs.Building;
using Archivist.Discs.Burning;
using Archivist.Discs.Outputs;
using Archivist.Discs.Plain;
using Archivist.Discs.Sets;
using Archivist.Images;
using Archivist.Images.Mastering;
using Archivist.Images.Model;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Patterns;

namespace Archivist.Operations.Discs.Mastering;

/// <summary>Masters plain files as they are: no repository, no encryption. Needs no archive. Files that are missing or changed make <see cref="Failure.SnapshotIncomplete"/>.</summary>
public sealed class MasterDiscOperation(OperationEnvironment environment) : Operation<MasterDiscRequest, MasterDiscResult>(environment)
{
    private const int Named = 20;

    /// <summary>https://reproducible-builds.org/specs/source-date-epoch: no time in what is built is later.</summary>
    private const string EpochVariable = "SOURCE_DATE_EPOCH";

    private protected override async Task<MasterDiscResult> RunAsync(MasterDiscRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var context = archive.Context;
        var startedAt = context.Clock.GetTimestamp();
        var kind = request.OpenOutput is not null ? OutputKind.Stream : OutputPath.Require(request.Output, request.MayReplace);
        if (kind is OutputKind.File)
        {
            foreach (var source in request.Sources.Concat(request.Grafts.Select(graft => graft.Source)))
                OutputPath.RequireDistinct(request.Output, source);
        }

        if (kind is OutputKind.Disk)
            await context.RequireOverwriteAsync(request.Output, new DeviceGuard(request.Output) { MayBeBuiltIn = request.MayBeBuiltIn }.Inspect(), request.Confirmed, cancellationToken);
        var epoch = ReadEpoch(context);
        using var plain = new PlainLayout(epoch, PathPatterns.Parse(request.Excludes), kind is OutputKind.File ? request.Output : null);
        foreach (var (source, name) in MasterSources.Name(request))
            plain.Add(source, name, cancellationToken);
        Notice(context, request, plain);
        var volume = request.Volume ?? VolumeOf(request.Sources.FirstOrDefault() ?? request.Grafts[0].Source);
        // Descriptors hold hundredths of seconds, so nothing finer may decide about the image.
        var layout = plain.ToLayout(volume, epoch ?? DateTimeOffset.FromUnixTimeSeconds(context.Clock.GetUtcNow().ToUnixTimeSeconds()), request.Format);
        if (request.Medium is { } medium)
            RequireRoom(context, medium, ImageMaster.Plan(layout).Length);
        NoticeNames(context, layout);
        var progress = context.Progress(Work.Mastering);
        var master = new ImageMaster { WithDigest = request.WithDigest };
        var image = await WriteAsync(master, layout, request, kind, progress, cancellationToken);
        foreach (var path in plain.Changed.Order(StringComparer.Ordinal).Take(Named))
            context.Warn(new FileChangedWhileMastered(Shown(path)));
        return new MasterDiscResult(image, volume, plain.Unreadable.Count, plain.Changed.Count, context.Clock.GetElapsedTime(startedAt))
        {
            Verdict = plain.Unreadable.Count + plain.Changed.Count > 0 ? Failure.SnapshotIncomplete : Failure.None,
        };
    }

    /// <summary>Says before anything is written what cannot be read and what had better not be on the image.</summary>
    private static void Notice(OperationContext context, MasterDiscRequest request, PlainLayout plain)
    {
        foreach (var file in plain.Unreadable.Take(request.SkipsUnreadable ? Named : int.MaxValue))
            context.Warn(new MasterSourceUnreadable(Shown(file)));
        if (plain.Unreadable.Count > 0 && !request.SkipsUnreadable)
        {
            throw new ArchivistException(new SourcesUnreadable(plain.Unreadable.Count));
        }

        if (plain.ContainsOutput)
            context.Warn(new OutputInsideSource(request.Output));
        if (plain.Images.Count > 0)
            context.Warn(new EarlierImagesContained(plain.Images.Count, Shown(plain.Images[0])));
        foreach (var path in plain.Repositories)
            context.Warn(new RepositoryContained(Shown(path)));
    }

    private static void RequireRoom(OperationContext context, DiscMedium medium, long length)
    {
        if (length > medium.Capacity)
        {
            throw new ArchivistException(new ImageTooLarge(medium.Name, length, medium.Capacity));
        }

        context.Note(new Notice.ImageFits(length, medium.Capacity, medium.Name));
    }

    /// <summary>UDF keeps every name, and Windows prefers UDF.</summary>
    private static void NoticeNames(OperationContext context, DiscLayout layout)
    {
        var names = layout.Format.Udf is UdfRevision.None ? default : WindowsNames.Of(layout);
        if (names.Alike > 0)
            context.Warn(new NamesDifferInCase(names.Alike, Shown(names.FirstAlike!)));
        if (names.Closed > 0)
            context.Warn(new NamesClosedToWindows(names.Closed, Shown(names.FirstClosed!)));
    }

    /// <summary>Names are bytes of others; a terminal gets no control characters from them, and no halves of characters.</summary>
    private static string Shown(string path) => string.Concat(path.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));

    private static async Task<MasteredImage> WriteAsync(
        ImageMaster master, DiscLayout layout, MasterDiscRequest request, OutputKind kind, IProgress<long> progress, CancellationToken cancellationToken)
    {
        switch (kind)
        {
            case OutputKind.Stream:
            {
                await using var pipe = request.OpenOutput is { } open ? open() : OpenStream(request.Output);
                return await master.WriteAsync(layout, pipe, progress, cancellationToken);
            }

            case OutputKind.Disk:
            {
                await using var disk = new DeviceGuard(request.Output) { MayBeBuiltIn = request.MayBeBuiltIn }.Open();
                var written = await master.WriteAsync(layout, disk, progress, cancellationToken);
                DurableFile.Synchronize(disk.SafeFileHandle, request.Output);
                return written;
            }
        }

        using var file = OutputFile.Create(request.Output);
        try
        {
            var image = await master.WriteAsync(layout, file.Stream, progress, cancellationToken);
            file.Publish(request.MayReplace);
            return image;
        }
        catch (ArchivistException e) when (e.Failure is Failure.NoSpace)
        {
            throw ImageBuild.NeedsSpace(request.Output, ImageMaster.Plan(layout).Length, e);
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
            throw new ArchivistException(WriteProblem.Of(path, e), e);
        }
    }

    private static DateTimeOffset? ReadEpoch(OperationContext context)
    {
        if (context.Surroundings.Find(EpochVariable) is not { } text)
            return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw new ArchivistException(new EpochInvalid(text));
    }

    private static string VolumeOf(string source)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(source))).ToUpperInvariant();
        var label = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_').Take(32));
        return label.Length == 0 ? "DISC" : label;
    }
}
