using Archivist.Machine.Planning;

namespace Archivist.Messages.Planning;

/// <summary>The words of a plan in one language.</summary>
internal abstract class PlanWords
{
    internal abstract string Title(DiskPlan disk, string target);

    internal abstract string Erased(string target);

    internal abstract string Before { get; }

    internal abstract string After { get; }

    internal abstract string Unchanged { get; }

    internal abstract string Free { get; }

    internal abstract string New { get; }

    /// <summary>Number, before, after, content: the heads of the columns.</summary>
    internal abstract (string Number, string Before, string After, string Content) Heads { get; }

    /// <summary>A type of partition that holds no file system; null for others.</summary>
    internal abstract string? Special(PlannedPartition partition);

    internal abstract string StartsBy(bool bios, bool uefi);

    internal abstract string Of(PlanNote note);
}
