using Archivist.Images.Model;
using Archivist.Images.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Images.Reading;

/// <summary>
/// What the bytes of an image say makes no sense. Never leaves this project: it becomes a finding of the verifier, or an
/// <see cref="ArchivistException"/> of <see cref="Failure.MediumFailed"/>.
/// </summary>
internal sealed class DamagedImageException(Thing thing, long offset, string cause, Exception? inner = null)
    : Exception($"{thing} at block {offset / Sector.Size} (byte {offset}): {cause}", inner)
{
    internal string Thing { get; } = thing.ToString();

    internal long Offset => offset;

    internal string Reason => cause;

    internal ArchivistException ForOperator(string location) =>
        new(new ImageDamaged(location, new Cause.Detail(Message)), this);
}
