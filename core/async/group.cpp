#include "core/async/group.h"

namespace interleave::async {
namespace {

ObjectId createGroup(const LoopCore& loop, std::string_view name, std::size_t needed, const runtime::Where& where)
{
    runtime::PrimitiveFacts facts;
    facts.kind = trace::ObjectKind::Future;
    facts.name = name;
    facts.bound = static_cast<std::int64_t>(needed);
    facts.related = loop.id();
    return runtime::createObject(facts, where);
}

} // namespace

Group::Group(std::string_view name, std::vector<std::shared_ptr<TaskState>> children, std::size_t needed,
             EndsEarly endsEarly, const runtime::Where& where)
    : m_children(std::move(children))
    , m_waiters(m_children.size())
    , m_missing(needed)
    , m_endsEarly(endsEarly)
    , m_where(where)
{
    LoopCore& loop = LoopCore::current();
    m_future = std::make_shared<PlainFuture>(loop.shared_from_this(), createGroup(loop, name, needed, where));
    for (std::size_t i = 0; i < m_children.size(); ++i) {
        if (&m_children[i]->loop() != &loop)
            throw InvalidState("a task awaits what belongs to another event loop");
        m_waiters[i].group = this;
        if (!loop.link(*m_children[i], m_waiters[i]))
            childDone(*m_children[i]);
    }
}

Group::~Group()
{
    for (Waiter& waiter : m_waiters)
        m_future->loop().unlink(waiter);
}

void Group::childDone(TaskState& child)
{
    LoopCore& loop = m_future->loop();
    if (loop.isDone(*m_future))
        return;
    const bool hasFailed = child.error || (child.isCancelled && m_endsEarly == EndsEarly::OnFailure);
    if (hasFailed && m_endsEarly != EndsEarly::Never && m_missing > 1) {
        m_failed = &child;
        loop.cancel(*m_future, m_where);
        return;
    }
    if (hasFailed && m_endsEarly != EndsEarly::Never)
        m_failed = &child;
    loop.resolve(*m_future, {}, m_where, [this] { return --m_missing == 0; });
}

void Group::cancelChildren(const runtime::Where& where)
{
    m_endsEarly = EndsEarly::Never;
    for (const auto& child : m_children)
        if (!m_future->loop().isDone(*child))
            m_future->loop().cancel(*child, where);
}

} // namespace interleave::async
