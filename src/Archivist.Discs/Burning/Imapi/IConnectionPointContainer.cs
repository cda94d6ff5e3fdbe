using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace Archivist.Discs.Burning.Imapi;

/// <summary>IConnectionPointContainer of ocidl.h.</summary>
[GeneratedComInterface]
[Guid("B196B284-BAB4-101A-B69C-00AA00341D07")]
internal partial interface IConnectionPointContainer
{
    nint EnumConnectionPoints();

    IConnectionPoint FindConnectionPoint(in Guid events);
}
