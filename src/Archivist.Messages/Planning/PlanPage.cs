using System.Globalization;
using System.Text;
using Archivist.Machine.Planning;
using Archivist.Platform.Text;

namespace Archivist.Messages.Planning;

/// <summary>A plan in plain words and pictures, for terminals of 80 columns.</summary>
internal static class PlanPage
{
    internal static string Of(RebuildPlan plan, PlanWords words)
    {
        var page = new StringBuilder();
        foreach (var disk in plan.Disks)
            Disk(page, disk, words);
        page.Append(words.StartsBy(plan.Steps.Any(step => step is PlanStep.InstallBiosBoot), plan.Steps.Any(step => step is PlanStep.InstallUefiBoot) || plan.Notes.Any(note => note is PlanNote.SystemdBoot))).Append('\n');
        foreach (var note in plan.Notes)
            Wrapped(page, "- ", words.Of(note));
        return page.ToString().TrimEnd('\n');
    }

    private static void Disk(StringBuilder page, DiskPlan disk, PlanWords words)
    {
        var target = string.Join(", ", new[] { Quantity.Bytes(disk.Target.Size), disk.Target.Model, disk.Target.Serial }.OfType<string>());
        Wrapped(page, "", words.Title(disk, $"{disk.Target.Name} ({target})"));
        Wrapped(page, "", words.Erased(disk.Target.Name));
        page.Append('\n');
        if (disk.Label is null)
            return;
        page.Append(words.Before).Append('\n').Append(DiskPicture.Draw(Parts(
            disk.Partitions.Where(partition => partition is { OldStart: not null, IsExtended: false }), disk.OldBytes, partition => (partition.OldStart!.Value, partition.OldBytes!.Value), words)));
        var sector = disk.Target.LogicalSector;
        page.Append(words.After).Append('\n').Append(DiskPicture.Draw(Parts(
            disk.Partitions.Where(partition => !partition.IsExtended), disk.Target.Size, partition => (partition.Start * sector, partition.Size * sector), words))).Append('\n');
        var heads = words.Heads;
        page.Append(CultureInfo.InvariantCulture, $"{heads.Number,3}  {heads.Before,12}  {heads.After,12}  {heads.Content}\n");
        foreach (var partition in disk.Partitions)
        {
            var before = partition.OldBytes is { } old ? Quantity.Bytes(old) : words.New;
            page.Append(string.Create(CultureInfo.InvariantCulture, $"{partition.Number,3}  {before,12}  {Quantity.Bytes(partition.Size * sector),12}  {string.Join(' ', Content(partition, words))}").TrimEnd()).Append('\n');
        }

        if (disk.IsUnchanged)
            Wrapped(page, "", words.Unchanged);
        page.Append('\n');
    }

    private static IEnumerable<string> Content(PlannedPartition partition, PlanWords words) =>
        new[] { words.Special(partition) ?? partition.Content, partition.Use }.OfType<string>();

    /// <summary>Partitions by their place, with the gaps between them that a person would see.</summary>
    private static List<PicturePart> Parts(IEnumerable<PlannedPartition> partitions, long size, Func<PlannedPartition, (long Start, long Bytes)> place, PlanWords words)
    {
        // Less is alignment.
        const long leastGap = 16 << 20;
        var (parts, cursor) = (new List<PicturePart>(), 0L);
        foreach (var (partition, (start, bytes)) in partitions.Select(partition => (partition, place(partition))).OrderBy(pair => pair.Item2.Start))
        {
            if (start - cursor >= leastGap)
                parts.Add(new PicturePart(words.Free, Quantity.Bytes(start - cursor), start - cursor));
            parts.Add(new PicturePart(string.Join(' ', Content(partition, words).Prepend(partition.Number.ToString(CultureInfo.InvariantCulture))), Quantity.Bytes(bytes), bytes));
            cursor = start + bytes;
        }

        if (size - cursor >= leastGap)
            parts.Add(new PicturePart(words.Free, Quantity.Bytes(size - cursor), size - cursor));
        return parts;
    }

    private static void Wrapped(StringBuilder page, string mark, string text)
    {
        var line = mark;
        foreach (var word in text.Split(' '))
        {
            if (line.Length + word.Length + 1 > DiskPicture.Columns && line.Trim().Length > 0)
            {
                page.Append(line.TrimEnd()).Append('\n');
                line = new string(' ', mark.Length);
            }

            line += line.Length == mark.Length ? word : " " + word;
        }

        page.Append(line).Append('\n');
    }
}
