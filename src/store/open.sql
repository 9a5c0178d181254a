-- Which requests are open by what is on record: none that ended or was sent again, and none whose latest telling look says
-- otherwise. A condition on `request AS r`.
NOT EXISTS (SELECT 1 FROM request AS later WHERE later.person_id = r.person_id AND later.sent_at > r.sent_at)
AND coalesce(
    (SELECT kind FROM action WHERE request_id = r.id AND kind IN ('withdrawn', 'expired', 'declined', 'reopened')
        ORDER BY recorded_at DESC, id DESC LIMIT 1),
    'reopened'
) = 'reopened'
AND coalesce(
    (SELECT NOT (coalesce(in_connections = 1, 0) OR coalesce(notified = 1, 0) OR coalesce(degree = '1st', 0)
            OR coalesce(sent_page <> 'listed', 0) OR coalesce(button IN ('connect', 'message'), 0))
        FROM observation AS o
        WHERE o.person_id = r.person_id AND o.removed_at IS NULL AND o.seen_at >= r.sent_at
            AND (in_connections = 1 OR notified = 1 OR degree = '1st' OR sent_page IS NOT NULL
                OR button IN ('connect', 'pending', 'message'))
        ORDER BY o.seen_at DESC, o.id DESC LIMIT 1),
    1
)
